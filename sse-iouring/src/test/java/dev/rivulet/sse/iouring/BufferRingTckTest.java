package dev.rivulet.sse.iouring;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/** A receive for each read, into a ring of buffers. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
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
