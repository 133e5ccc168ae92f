package dev.rivulet.sse.iouring;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;

/** What runs on a ring; the test is skipped with the reason where there is none to be had. */
final class Opened {
    private Opened() {}

    static EventLoops loops(IoUringLoops loops) {
        try {
            return loops.open();
        } catch (TransportUnavailableException e) {
            return abort(e.reason());
        }
    }

    static Transport transport(TransportConfig config, IoUringLoops loops) throws Exception {
        return NettyTransport.builder().config(config).eventLoops(loops(loops)).build();
    }
}
