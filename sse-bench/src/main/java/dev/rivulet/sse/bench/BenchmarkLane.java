package dev.rivulet.sse.bench;

import com.sun.management.ThreadMXBean;
import java.io.BufferedReader;
import java.io.InputStreamReader;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;

/**
 * A JVM with one contestant and one workload, so that no contestant runs on another's profile. It reads how long to run,
 * in milliseconds, a line a turn, and answers each with a {@link Slice}.
 */
final class BenchmarkLane {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private BenchmarkLane() {}

    /** {@code CLOCK parse WORKLOAD CONTESTANT SEED} or {@code CLOCK drip SHAPE BYTES}. */
    public static void main(String[] args) throws Exception {
        Pass pass = switch (args[1]) {
            case "parse" -> Contestant.named(args[3]).over(Workload.of(args[2], Long.parseLong(args[4])));
            case "drip" -> Drip.of(args[2], Integer.parseInt(args[3]));
            default -> throw new IllegalArgumentException(args[1]);
        };
        answer(pass, Clock.valueOf(args[0]));
    }

    private static void answer(Pass pass, Clock clock) throws Exception {
        var turns = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.US_ASCII));
        for (String turn = turns.readLine(); turn != null; turn = turns.readLine()) {
            System.out.println(
                    run(pass, clock, Long.parseLong(turn) * 1_000_000).line());
            System.out.flush();
        }
    }

    private static Slice run(Pass pass, Clock clock, long least) throws Exception {
        long me = Thread.currentThread().getId();
        var tally = new Tally();
        long allocatedBefore = THREADS.getThreadAllocatedBytes(me);
        long start = clock.nanos();
        long passes = 0;
        long nanos;
        do {
            pass.run(tally);
            passes++;
            nanos = clock.nanos() - start;
        } while (nanos < least);
        return new Slice(passes, tally.events, nanos, THREADS.getThreadAllocatedBytes(me) - allocatedBefore);
    }
}
