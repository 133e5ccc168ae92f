package dev.rivulet.sse.bench.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.bench.CpuProfiler;
import org.junit.jupiter.api.Test;
import org.openjdk.jmh.runner.Runner;
import org.openjdk.jmh.runner.options.OptionsBuilder;
import org.openjdk.jmh.runner.options.TimeValue;
import org.openjdk.jmh.runner.options.VerboseMode;

/** JMH finds the benchmarks and runs them; how fast they are is not asked. */
class BenchmarksRunTest {
    @Test
    void a_benchmark_runs_and_its_operations_are_events() throws Exception {
        System.setProperty("jmh.ignoreLock", "true");
        var options = new OptionsBuilder()
                .include(FaceBenchmark.class.getName())
                .param("workload", "ticks")
                .param("chunk", "8192")
                .param("face", "view")
                .addProfiler(CpuProfiler.class)
                .forks(0)
                .warmupIterations(0)
                .measurementIterations(1)
                .measurementTime(TimeValue.milliseconds(50))
                .verbosity(VerboseMode.SILENT)
                .build();

        var result = new Runner(options).runSingle();

        assertThat(result.getPrimaryResult().getScoreUnit()).isEqualTo("ops/s");
        assertThat(result.getPrimaryResult().getScore()).isPositive();
        assertThat(result.getSecondaryResults()).containsKey("cpu");
    }
}
