package dev.rivulet.sse.iouring;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

/** One receive for many reads, into a ring of buffers. */
@DisabledIfSystemProperty(
        named = "io.netty.iouring.recvMultiShotEnabled",
        matches = "false",
        disabledReason = "Netty does not receive with multishot in this run")
class MultishotTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return Opened.transport(config, new IoUringLoops().bufferRing(64, 4_096).multishot(true));
    }
}
