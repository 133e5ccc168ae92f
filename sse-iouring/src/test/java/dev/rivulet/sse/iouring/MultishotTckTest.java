package dev.rivulet.sse.iouring;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.tck.TransportTck;

/** One receive for many reads, into a ring of buffers. */
class MultishotTckTest extends TransportTck {
    @Override
    protected Transport transport(TransportConfig config) throws Exception {
        return Opened.transport(
                config, new IoUringLoops().bufferRing(256, 8_192).multishot(true));
    }
}
