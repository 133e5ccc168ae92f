package dev.rivulet.sse.netty;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import dev.rivulet.sse.tests.support.LeftToFull;

/** The loops that every system has. */
@LeftToFull
class NioTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return NettyTransport.builder()
                .config(config)
                .eventLoops(OwnLoops.nio(2))
                .build();
    }
}
