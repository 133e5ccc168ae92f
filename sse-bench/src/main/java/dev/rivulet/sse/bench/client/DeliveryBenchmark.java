package dev.rivulet.sse.bench.client;

import dev.rivulet.sse.bench.Tally;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
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

/** What it costs to hand events over, in each of the ways there are, without a network. Events a second; {@code -prof gc} shows bytes an event. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 4, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {Tally.UNLOCK, Tally.QUIET, Tally.BLACKHOLE})
@State(Scope.Thread)
public class DeliveryBenchmark {
    @Param({"llm", "ticks"})
    public String workload = "llm";

    /** Bytes of a buffer; 1 for a buffer an event. */
    @Param({"1", "8192"})
    public int chunk = 1;

    @Param({"inline", "default", "executor", "pull", "batches"})
    public String delivery = "inline";

    /** How many buffers come at a time; 1 shows what waking a session costs. */
    @Param({"1", "64"})
    public int buffersABurst = 64;

    private ReplayedClient client;
    private Tally tally;

    @Setup
    public void open() {
        tally = new Tally();
        client = new ReplayedClient(ClientSetup.of(workload, chunk)
                .bursts(buffersABurst)
                .way(Way.valueOf(delivery.toUpperCase(Locale.ROOT))));
    }

    @Benchmark
    @OperationsPerInvocation(ReplayedClient.EVENTS)
    public void event() {
        client.run(tally);
    }

    @TearDown
    public void close() {
        client.close();
    }
}
