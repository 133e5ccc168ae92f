package dev.rivulet.sse.bench;

import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** A stream that comes one byte a chunk: bytes a second should be the same for a long one as for a short one. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 1,
        jvmArgsAppend = {Tally.UNLOCK, Tally.QUIET, Tally.BLACKHOLE})
@State(Scope.Thread)
public class DripBenchmark {
    @Param({"events", "one-line", "many-lines"})
    public String shape = "events";

    @Param({"1", "10"})
    public int megabytes = 1;

    private Drip drip;
    private Tally tally;

    @Setup
    public void prepare() {
        drip = Drip.of(shape, megabytes * 1_000_000);
        tally = new Tally();
    }

    @Benchmark
    public void drip(Counts counts) {
        drip.run(tally);
        counts.bytes += drip.bytes();
    }

    /** What the passes of an iteration came to. */
    @AuxCounters
    @State(Scope.Thread)
    public static class Counts {
        public long bytes;

        @Setup(Level.Iteration)
        public void reset() {
            bytes = 0;
        }
    }
}
