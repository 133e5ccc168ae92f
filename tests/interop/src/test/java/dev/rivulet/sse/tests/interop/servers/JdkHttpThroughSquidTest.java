package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.jdkhttp.JdkHttpTransport;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import dev.rivulet.sse.tests.support.LeftToFull;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The compatibility kit in tunnels through squid, with HTTP/1.1 and HTTP/2 in them. */
@LeftToFull
class JdkHttpThroughSquidTest extends TransportTck {
    @RegisterExtension
    static final Squid SQUID = new Squid();

    @Override
    protected Transport transport(TransportConfig config) {
        return JdkHttpTransport.create(
                config.proxySelector() != null
                        ? config
                        : config.proxySelector(SQUID.selector()).proxyCredentials(Squid.USER));
    }

    @Override
    protected boolean triesPlainText() {
        return false;
    }
}
