package dev.rivulet.sse.http3;

import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import dev.rivulet.sse.tests.support.LeftToFull;
import java.time.Duration;

/** HTTP/3 wherever it can be had, and the rest over TCP. On a busy machine a handshake takes longer than a second. */
@LeftToFull
class AltSvcTckTest extends TransportTck {
    private static final Duration LONG = Duration.ofMinutes(1);

    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        TransportConfig direct = config.proxySelector(null).proxyCredentials(null);
        return new AltSvcTransport(Trusting.builder(direct).build(), NettyTransport.create(config), true, LONG, LONG);
    }
}
