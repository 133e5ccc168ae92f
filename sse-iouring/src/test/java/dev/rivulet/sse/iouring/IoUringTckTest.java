package dev.rivulet.sse.iouring;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import org.junit.jupiter.api.Tag;

/** As whoever adds the artifact gets it: with plain receive. */
@Tag("full")
class IoUringTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return Opened.transport(config, new IoUringLoops());
    }
}
