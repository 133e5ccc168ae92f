package dev.rivulet.sse.tests.interop.floods;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.iouring.IoUringLoops;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.tests.support.NumberedEvent;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;

/**
 * {@code RingTaker plain|ring|multishot URI}: takes {@link NumberedEvent}s over io_uring, but none after the first before a
 * byte comes on standard input. Says at the end how many there were, each the next.
 */
final class RingTaker {
    private static long events;

    private RingTaker() {}

    public static void main(String[] arguments) throws Exception {
        var loops = new IoUringLoops();
        if (!arguments[0].equals("plain")) {
            loops.bufferRing(64, 16 << 10).multishot(arguments[0].equals("multishot"));
        }
        try (var transport = NettyTransport.builder().eventLoops(loops.open()).build();
                var client = SseClient.builder().transport(transport).build()) {
            SseRequest request = SseRequest.get(URI.create(arguments[1])).reconnect(ReconnectPolicy.never());
            client.subscribe(request, event -> take(Long.parseLong(event.id())))
                    .closed()
                    .toCompletableFuture()
                    .join();
        }
        System.out.println(events);
    }

    private static void take(long number) {
        if (number != ++events) {
            throw new IllegalStateException("not event " + events + ": " + number);
        }
        if (number == 1) {
            try {
                System.in.read();
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }
}
