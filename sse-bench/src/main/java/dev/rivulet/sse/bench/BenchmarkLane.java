package dev.rivulet.sse.bench;

import com.sun.management.OperatingSystemMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.function.LongSupplier;

/**
 * A JVM with one contestant and one workload, so that no contestant runs on another's profile. It reads how long to run,
 * in milliseconds, a line a turn, and answers each with a {@link Slice}.
 */
public final class BenchmarkLane {
    private static final OperatingSystemMXBean SYSTEM =
            (OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean();

    private BenchmarkLane() {}

    /** {@code CLOCK parse WORKLOAD CONTESTANT SEED} or {@code CLOCK drip SHAPE BYTES}. */
    public static void main(String[] args) throws Exception {
        Pass pass = switch (args[1]) {
            case "parse" -> Contestant.named(args[3]).over(Workload.of(args[2], Long.parseLong(args[4])));
            case "drip" -> Drip.of(args[2], Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException(args[1]);
        };
        answer(pass, Clock.valueOf(args[0]), Allocation::ofThisThread);
    }

    /** Answers each line of the standard input. */
    public static void answer(Pass pass, Clock clock, LongSupplier allocated) throws Exception {
        var turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
            System.out.println(run(pass, clock, allocated, Long.parseLong(turn) * 1_000_000)
                    .line());
            System.out.flush();
        }
    }

    private static Slice run(Pass pass, Clock clock, LongSupplier allocated, long least) throws Exception {
        var tally = new Tally();
        long allocatedBefore = allocated.getAsLong();
        long cpu = SYSTEM.getProcessCpuTime();
        long start = clock.nanos();
        long passes = 0;
        long nanos;
        do {
            pass.run(tally);
            passes++;
            nanos = clock.nanos() - start;
        } while (nanos < least);
        return new Slice(
                passes, tally.events, nanos, SYSTEM.getProcessCpuTime() - cpu, allocated.getAsLong() - allocatedBefore);
    }
}
