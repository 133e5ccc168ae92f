package dev.rivulet.sse.bench;

import dev.rivulet.sse.EventWriter;
import java.io.IOException;
import java.io.OutputStream;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
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

/** How fast a server writes the events of a workload, into nothing: passes, events and megabytes a second. */
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(
        value = 2,
        jvmArgsAppend = {Tally.UNLOCK, Tally.QUIET, Tally.BLACKHOLE})
@State(Scope.Thread)
public class WritingBenchmark {
    @Param({"llm", "ticks", "large", "lines", "cjk"})
    public String workload = "llm";

    /** Whether each event has an id and a type. */
    @Param({"true", "false"})
    public boolean ids = true;

    private List<String> data;
    private String[] numbers;
    private EventWriter writer;
    private long written;

    @Setup
    public void prepare() {
        data = Workload.of(workload, Workload.SEED).expected();
        numbers = IntStream.range(0, data.size()).mapToObj(Integer::toString).toArray(String[]::new);
        var tally = new Tally();
        writer = new EventWriter(new OutputStream() {
            @Override
            public void write(int one) {
                written++;
            }

            @Override
            public void write(byte[] bytes, int offset, int length) {
                tally.bytes(bytes, offset, length);
                written += length;
            }
        });
    }

    @Benchmark
    public void pass(Counts counts) throws IOException {
        long before = written;
        @Nullable String type = ids ? "token" : null;
        for (int i = 0; i < numbers.length; i++) {
            writer.event(type, data.get(i), ids ? numbers[i] : null);
        }
        counts.add(data.size(), written - before);
    }
}
