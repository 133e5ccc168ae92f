package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.Machine;
import dev.rivulet.sse.bench.Spread;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.iouring.IoUringLoops;
import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;

/**
 * How many bytes of a fast stream the loops take from a connection beyond what was asked for: a burst is read, and a while
 * later is counted what waits after it. Prints Markdown.
 */
public final class OverrunReport {
    private static final int STREAMS = 100;
    private static final long WHILE_MILLIS = 30;

    private OverrunReport() {}

    public static void main(String[] args) throws Exception {
        System.out.println(Machine.describe());
        System.out.println("| io_uring with | declared, bytes | median | most |");
        System.out.println("|---|--:|--:|--:|");
        try (var server = new LiveProcess(0, List.of("-Xmx512m"), LiveServer.class)) {
            URI flood = URI.create("http://127.0.0.1:" + server.answer()[0] + "/flood/tokens/1");
            print("plain receive", flood, new IoUringLoops());
            for (int[] ring : new int[][] {{16, 4 << 10}, {64, 4 << 10}, {64, 16 << 10}, {128, 32 << 10}}) {
                print(
                        "multishot, " + ring[0] + " buffers of " + ring[1] + " bytes",
                        flood,
                        new IoUringLoops().bufferRing(ring[0], ring[1]).multishot(true));
            }
        }
        System.exit(0); // loops end in their own time
    }

    private static void print(String what, URI flood, IoUringLoops options) throws Exception {
        EventLoops loops = options.threads(1).open();
        try (var transport = NettyTransport.builder().eventLoops(loops).build()) {
            long[] waiting = new long[STREAMS];
            for (int i = 0; i < STREAMS; i++) {
                var request = new TransportRequest("GET", flood, Headers.none(), null, Duration.ofSeconds(10), 8_192);
                var burst = new Burst();
                Exchange exchange = transport.open(request, burst);
                burst.awaitHead();
                exchange.read();
                burst.awaitEnd();
                Thread.sleep(WHILE_MILLIS);
                waiting[i] = loops.group()
                        .next()
                        .submit(() -> burst.bytesWithin(exchange::read))
                        .get();
                exchange.cancel();
            }
            System.out.printf(
                    Locale.ROOT,
                    "| %s | %,d | %,.0f | %,d |%n",
                    what,
                    transport.features().overrunBytes(),
                    Spread.of(Arrays.stream(waiting).mapToDouble(bytes -> bytes))
                            .median(),
                    Arrays.stream(waiting).max().orElseThrow());
        }
    }

    /** Counts; what waits is given inside the call that asks for it, on the loop. */
    private static final class Burst implements Receiver {
        private final CountDownLatch head = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private long bytes;

        void awaitHead() throws InterruptedException {
            head.await();
        }

        void awaitEnd() throws InterruptedException {
            end.await();
        }

        long bytesWithin(Runnable read) {
            long before = bytes;
            read.run();
            return bytes - before;
        }

        @Override
        public void head(ResponseHead response) {
            head.countDown();
        }

        @Override
        public void bytes(ByteBuffer lent) {
            bytes += lent.remaining();
        }

        @Override
        public void burstEnd() {
            end.countDown();
        }

        @Override
        public void end() {
            throw new IllegalStateException("a flood does not end");
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            throw new IllegalStateException(cause);
        }
    }
}
