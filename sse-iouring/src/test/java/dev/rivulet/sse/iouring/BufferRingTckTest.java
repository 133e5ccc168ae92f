package dev.rivulet.sse.iouring;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import dev.rivulet.sse.tests.support.LeftToFull;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A receive for each read, into a ring of buffers. */
@LeftToFull
@EnabledIfSystemProperty(
        named = "io.netty.iouring.recvMultiShotEnabled",
        matches = "false",
        disabledReason = "Netty receives with multishot in this run")
class BufferRingTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return Opened.transport(config, new IoUringLoops().bufferRing(256, 8_192));
    }
}
