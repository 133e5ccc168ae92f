package dev.rivulet.sse.kafka.proof;

import com.sun.management.OperatingSystemMXBean;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.kafka.SseSourceTask;
import dev.rivulet.sse.policy.Delivery;
import java.lang.management.ManagementFactory;
import java.net.URI;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import org.apache.kafka.connect.source.SourceRecord;

/** Reads all events of some streams in this JVM, and prints what that took. */
final class Lane {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private Lane() {}

    /** @param arguments {@code client} or {@code task}, the port, the number of streams, and of events of each */
    public static void main(String[] arguments) throws Exception {
        int port = Integer.parseInt(arguments[1]);
        int streams = Integer.parseInt(arguments[2]);
        long events = (long) streams * Integer.parseInt(arguments[3]);
        long began = System.nanoTime();
        long cpu = SYSTEM.getProcessCpuTime();
        if (arguments[0].equals("client")) {
            client(port, streams, events);
        } else {
            task(port, streams, events);
        }
        System.out.println(
                new Result(arguments[0], events, System.nanoTime() - began, SYSTEM.getProcessCpuTime() - cpu));
        System.exit(0); // without closing 200 streams
    }

    private static void client(int port, int streams, long events) throws InterruptedException {
        SseClient client = SseClient.builder().transport("netty").build();
        var received = new AtomicLong();
        var all = new CountDownLatch(1);
        for (int i = 0; i < streams; i++) {
            SseRequest request = SseRequest.get(URI.create("http://127.0.0.1:" + port + "/" + i))
                    .delivery(Delivery.inline());
            client.publisher(request).subscribe(new Counter(received, events, all));
        }
        all.await();
    }

    private static void task(int port, int streams, long events) throws InterruptedException {
        Map<String, String> config = new HashMap<>();
        config.put("name", "throughput");
        config.put("topic", "events");
        config.put("start.spread.ms", "0");
        config.put("streams", streams(port, streams));
        config.put("task.number", "0");
        config.put("task.count", "1");
        var task = new SseSourceTask();
        task.initialize(NoOffsets.context(config));
        task.start(config);
        long received = 0;
        while (received < events) {
            List<SourceRecord> records = task.poll();
            received += records == null ? 0 : records.size();
            if (records != null) {
                for (SourceRecord record : records) {
                    task.commitRecord(record, null);
                }
            }
        }
    }

    static String streams(int port, int streams) {
        var all = new StringBuilder();
        for (int i = 0; i < streams; i++) {
            all.append("s")
                    .append(i)
                    .append("=http://127.0.0.1:")
                    .append(port)
                    .append("/")
                    .append(i)
                    .append(" ");
        }
        return all.toString();
    }

    /** What a lane took. */
    record Result(String lane, long events, long nanos, long cpuNanos) {
        @Override
        public String toString() {
            return String.format(
                    "| %s | %,d | %.1f s | %,d | %.1f s | %,d ns |",
                    lane, events, nanos / 1e9, events * 1_000_000_000 / nanos, cpuNanos / 1e9, cpuNanos / events);
        }
    }

    private record Counter(AtomicLong received, long wanted, CountDownLatch all) implements Flow.Subscriber<SseEvent> {
        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(SseEvent event) {
            if (received.incrementAndGet() == wanted) {
                all.countDown();
            }
        }

        @Override
        public void onError(Throwable problem) {
            throw new AssertionError(problem);
        }

        @Override
        public void onComplete() {
            // the server keeps its streams open
        }
    }
}
