package dev.rivulet.sse.iouring;

import static org.junit.jupiter.api.Assertions.fail;
import static org.junit.jupiter.api.Assumptions.abort;

import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.channel.uring.IoUring;

/** What runs on a ring; the test is skipped with the reason where this machine has none, or not of this kind. */
final class Opened {
    private Opened() {}

    static EventLoops loops(IoUringLoops loops) {
        try {
            return loops.open();
        } catch (TransportUnavailableException e) {
            boolean lacks = !IoUring.isAvailable()
                    || !IoUring.isRegisterBufferRingSupported()
                    || !Host.here().isAtLeast(6, 1)
                    || e.reason().contains("locked memory");
            return lacks ? abort(e.reason()) : fail(e);
        }
    }

    static Transport transport(TransportConfig config, IoUringLoops loops) throws Exception {
        return NettyTransport.builder().config(config).eventLoops(loops(loops)).build();
    }
}
