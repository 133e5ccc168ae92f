package dev.rivulet.sse.netty;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** The loops that every system has. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
class NioTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return NettyTransport.builder()
                .config(config)
                .eventLoops(OwnLoops.nio(2))
                .build();
    }
}
