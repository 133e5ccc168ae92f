package dev.rivulet.sse.bench;

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

/** How fast each contestant reads each workload: whole passes, events and megabytes (10⁶ bytes) of wire a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {Tally.UNLOCK, Tally.QUIET, Tally.BLACKHOLE})
@State(Scope.Thread)
public class ParseBenchmark {
    @Param({"llm", "ticks", "large", "lines", "cjk", "llm-plain", "ticks-plain"})
    public String workload = "llm";

    @Param({"floor", "rivulet", "rivulet-view", "rivulet-raw", "okhttp-sse", "okhttp-eventsource", "spring", "read-line"
    })
    public String contestant = "floor";

    private Workload stream;
    private Pass pass;
    private Tally tally;

    @Setup
    public void prepare() {
        stream = Workload.of(workload, Workload.SEED);
        pass = Contestant.named(contestant).over(stream);
        tally = new Tally();
    }

    @Benchmark
    public void pass(Counts counts) throws Exception {
        long before = tally.events;
        pass.run(tally);
        counts.add(tally.events - before, stream.wire().length);
    }
}
