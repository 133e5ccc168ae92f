package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseStream;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Transport;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Our client over any transport on the class path, by its name, on one fast stream from a server in another JVM. Where
 * {@code taskset} is there, server and client have a core each. An operation is an event: the score is events a second, {@code -prof
 * gc} shows the bytes that one allocates, {@code -prof dev.rivulet.sse.bench.CpuProfiler} its processor time.
 */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 5, time = 2)
@Measurement(iterations = 5, time = 2)
@Fork(
        value = 2,
        jvmArgsAppend = {"-Xms512m", "-Xmx512m", "-XX:+AlwaysPreTouch", "--enable-native-access=ALL-UNNAMED"})
@State(Scope.Benchmark)
public class TransportBenchmark {
    private static final int EVENTS = 10_000;
    private static final Batching BATCHES = Batching.of(250, Duration.ofMillis(10));

    /** What its provider answers to {@code name()}. */
    @Param({"netty", "jdkhttp"})
    public String transport = "netty";

    @Param({"inline", "default", "batches", "pull"})
    public String delivery = "inline";

    /** {@code tokens} and {@code ticks} have an id and a type on each event. */
    @Param({"tokens", "tokens-plain", "ticks"})
    public String workload = "tokens";

    /** Bytes of an HTTP chunk; 1 for a chunk an event. */
    @Param({"1", "8192"})
    public int chunk = 1;

    private final Milestones events = new Milestones();
    private LiveProcess server;
    private Transport opened;
    private SseClient client;
    private @Nullable SseStream<SseEvent> taken;

    @Setup
    public void open() throws Exception {
        server = new LiveProcess(0, List.of("-Xmx512m"), LiveServer.class);
        LiveProcess.pinThisProcess(1); // what it starts after this would run there too
        opened = NamedTransport.open(transport);
        client = SseClient.builder().transport(opened).build();
        var request = SseRequest.get(
                URI.create("http://127.0.0.1:" + server.answer()[0] + "/flood/" + workload + "/" + chunk));
        switch (delivery) {
            case "inline" -> client.subscribe(request.delivery(Delivery.inline()), event -> events.add(1));
            case "default" -> client.subscribe(request, event -> events.add(1));
            case "batches" -> client.subscribe(request, BATCHES, (List<SseEvent> batch) -> events.add(batch.size()));
            case "pull" -> taken = client.stream(request);
            default -> throw new IllegalArgumentException("no delivery " + delivery);
        }
    }

    @Setup(Level.Iteration)
    public void begin() {
        events.begin();
    }

    @Benchmark
    @OperationsPerInvocation(EVENTS)
    public void event() {
        SseStream<SseEvent> stream = taken;
        if (stream == null) {
            events.await(EVENTS);
        } else {
            for (int i = 0; i < EVENTS; i++) {
                if (stream.next() == null) {
                    throw new IllegalStateException("the stream has ended");
                }
            }
        }
    }

    @TearDown
    public void close() throws Exception {
        client.close();
        opened.close();
        server.close();
    }
}
