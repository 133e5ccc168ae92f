package dev.rivulet.sse.bench;

import dev.rivulet.sse.bench.results.Noise;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;

/**
 * Measures what disturbs a run, from its construction on. On Linux it knows how much processor time the host took, and how
 * much other processes than this one and those that it started; elsewhere only the load average.
 */
final class NoiseMeter {
    private static final Path TIMES = Path.of("/proc/stat");
    private static final Path OWN_TIMES = Path.of("/proc/self/stat");
    private static final int CORES = Runtime.getRuntime().availableProcessors();

    /** A tick of the times in {@code /proc} is a hundredth of a second on all of Linux' platforms that have Java. */
    private static final double SECONDS_A_TICK = 0.01;

    /** Less says nothing, in ticks of a hundredth. */
    private static final double LEAST_SECONDS = 1;

    private final double load = ManagementFactory.getOperatingSystemMXBean().getSystemLoadAverage();
    private final Times before = Times.now();

    /** What disturbed the run so far. */
    Noise noise() {
        Times now = Times.now();
        double all = now.all - before.all;
        if (Double.isNaN(all) || all < LEAST_SECONDS) {
            return new Noise(load, CORES, null, null);
        }
        double others = now.busy - before.busy - (now.own - before.own);
        return new Noise(load, CORES, 100 * (now.steal - before.steal) / all, Math.max(0, 100 * others / all));
    }

    /** In seconds since the machine started, or NaN where they cannot be read. */
    private record Times(double all, double busy, double steal, double own) {
        static Times now() {
            try {
                // cpu user nice system idle iowait irq softirq steal
                double[] machine = numbers(Files.readAllLines(TIMES).get(0).replaceFirst("cpu +", ""));
                double busy = machine[0] + machine[1] + machine[2] + machine[5] + machine[6];
                return new Times(busy + machine[3] + machine[4] + machine[7], busy, machine[7], ownSeconds());
            } catch (IOException | RuntimeException e) {
                return new Times(Double.NaN, Double.NaN, Double.NaN, Double.NaN);
            }
        }

        /** Of this process, of those that it started and that have ended, and of those that run. */
        private static double ownSeconds() throws IOException {
            String stat = Files.readString(OWN_TIMES);
            // After the name, which may have blanks: utime, stime, cutime and cstime are the fields 14 to 17.
            String[] fields = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            double ticks = 0;
            for (int field = 11; field <= 14; field++) {
                ticks += Double.parseDouble(fields[field]);
            }
            double running = ProcessHandle.current()
                    .descendants()
                    .map(process -> process.info().totalCpuDuration().orElse(Duration.ZERO))
                    .mapToDouble(time -> time.toNanos() / 1e9)
                    .sum();
            return ticks * SECONDS_A_TICK + running;
        }

        private static double[] numbers(String line) {
            return Stream.of(line.split(" "))
                    .mapToDouble(ticks -> Double.parseDouble(ticks) * SECONDS_A_TICK)
                    .toArray();
        }
    }
}
