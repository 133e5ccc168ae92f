package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.ReportOptions;
import dev.rivulet.sse.bench.RunningReport;
import dev.rivulet.sse.bench.Spread;
import dev.rivulet.sse.bench.results.Better;
import dev.rivulet.sse.bench.results.Column;
import dev.rivulet.sse.bench.results.Role;
import dev.rivulet.sse.bench.results.Row;
import dev.rivulet.sse.bench.results.Table;
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
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/**
 * How many bytes of a fast stream the loops take from a connection beyond what was asked for: a burst is read, and a while
 * later is counted what waits after it. Prints Markdown.
 */
@Command(
        name = "OverrunReport",
        description = "How many bytes io_uring takes from a connection beyond what was asked for.")
public final class OverrunReport implements Callable<Integer> {
    private static final int STREAMS = 100;
    private static final long WHILE_MILLIS = 30;
    private static final List<Column> COLUMNS = List.of(
            new Column("declared", "declared, bytes", 0, Better.NEITHER),
            new Column("median", "median", 0, Better.LOWER),
            new Column("most", "most", 0, Better.LOWER));

    @Mixin
    private ReportOptions report = new ReportOptions();

    private OverrunReport() {}

    /** Prints Markdown. */
    public static void main(String[] args) {
        ReportOptions.main(new OverrunReport(), args);
    }

    @Override
    public Integer call() throws Exception {
        var running = new RunningReport("overrun", "Bytes taken unasked", List.of(), STREAMS + " bursts each");
        var rows = new ArrayList<Row>();
        try (var server = new LiveProcess(0, List.of("-Xmx512m"), LiveServer.class)) {
            URI flood = URI.create("http://127.0.0.1:" + server.answer()[0] + "/flood/tokens/1");
            rows.add(row("plain receive", flood, new IoUringLoops()));
            for (int[] ring : new int[][] {{16, 4 << 10}, {64, 4 << 10}, {64, 16 << 10}, {128, 32 << 10}}) {
                rows.add(row(
                        "multishot, " + ring[0] + " buffers of " + ring[1] + " bytes",
                        flood,
                        new IoUringLoops().bufferRing(ring[0], ring[1]).multishot(true)));
            }
        }
        running.add(new Table(
                "overrun",
                "Bytes of a fast stream taken beyond one burst",
                "io_uring with",
                List.of("counted " + WHILE_MILLIS + " ms after a burst, an event a chunk"),
                COLUMNS,
                rows,
                List.of()));
        report.write(running.soFar());
        return 0;
    }

    private static Row row(String what, URI flood, IoUringLoops options) throws Exception {
        EventLoops loops = options.threads(1).open();
        try (var transport = NettyTransport.builder().eventLoops(loops).build()) {
            long[] waiting = new long[STREAMS];
            for (int i = 0; i < STREAMS; i++) {
                waiting[i] = afterABurst(transport, flood, loops);
            }
            return Row.of(what, Role.OURS)
                    .with("declared", transport.features().overrunBytes())
                    .with(
                            "median",
                            Spread.of(Arrays.stream(waiting).mapToDouble(bytes -> bytes))
                                    .median())
                    .with("most", Arrays.stream(waiting).max().orElseThrow());
        }
    }

    private static long afterABurst(NettyTransport transport, URI flood, EventLoops loops) throws Exception {
        var request = new TransportRequest("GET", flood, Headers.none(), null, Duration.ofSeconds(10), 8_192);
        var burst = new Burst();
        Exchange exchange = transport.open(request, burst);
        burst.awaitHead();
        exchange.read();
        burst.awaitEnd();
        Thread.sleep(WHILE_MILLIS);
        long bytes = loops.group()
                .next()
                .submit(() -> burst.bytesWithin(exchange::read))
                .get();
        exchange.cancel();
        return bytes;
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
