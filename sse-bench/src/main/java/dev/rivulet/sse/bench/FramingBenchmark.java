package dev.rivulet.sse.bench;

import dev.rivulet.sse.parser.EventFramer;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/** How fast a relay cuts a stream into whole events, without reading them: passes, events and megabytes a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {Tally.UNLOCK, Tally.QUIET, Tally.BLACKHOLE})
@State(Scope.Thread)
public class FramingBenchmark {
    @Param({"llm", "ticks", "large", "lines", "cjk"})
    public String workload = "llm";

    private Workload stream;
    private Tally tally;
    private EventFramer framer;

    @Setup
    public void prepare() {
        stream = Workload.of(workload, Workload.SEED);
        tally = new Tally();
        framer = new EventFramer(tally::bytes);
    }

    @Benchmark
    public void pass(Counts counts) {
        long before = tally.events;
        int from = 0;
        for (int to : stream.cuts()) {
            framer.feed(stream.wire(), from, to);
            from = to;
        }
        framer.end();
        counts.add(tally.events - before, stream.wire().length);
    }
}
