package dev.rivulet.sse.tests.simulation;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Plays random schedules against a session, in virtual time, and checks what must always hold. The seeds of a run are
 * consecutive; the same seed gives the same schedule and the same run.
 */
public final class Simulation {
    /** Apart, so that only {@link #main} needs the module of the log. */
    private static final class Log {
        /** Held, since the log does not hold it. */
        static final Logger OF_SESSIONS = Logger.getLogger("dev.rivulet.sse");
    }

    private static final int ENOUGH = 5;

    private final Interference interference;

    /** On the session as it is. */
    public Simulation() {
        this(Interference.NONE);
    }

    Simulation(Interference interference) {
        this.interference = interference;
    }

    /** Plays the schedule of one seed, on the calling thread; null if all holds. */
    public @Nullable Finding check(long seed) {
        Schedule schedule = Schedule.of(seed);
        Violation violation = play(schedule);
        if (violation == null) {
            return null;
        }
        Schedule shrunk = new Shrinker(schedule, violation.invariant(), this::play).shrink();
        Violation shown = play(shrunk);
        return new Finding(schedule, shrunk, shown == null ? violation : shown);
    }

    /** Plays a schedule, on the calling thread; null if all holds. */
    public @Nullable Violation play(Schedule schedule) {
        return new Run(schedule, interference).play();
    }

    /**
     * Plays the schedules of {@code count} seeds from {@code first} on, and waits for them.
     *
     * @return what was found, until a few have been
     */
    public List<Finding> run(long first, long count, int threads) throws InterruptedException {
        Queue<Finding> found = new ConcurrentLinkedQueue<>();
        var next = new AtomicLong();
        Runnable work = () -> {
            long at;
            while (found.size() < ENOUGH && (at = next.getAndIncrement()) < count) {
                Finding finding = check(first + at);
                if (finding != null) {
                    found.add(finding);
                }
            }
        };
        List<Thread> workers = new ArrayList<>();
        for (int i = 0; i < threads; i++) {
            var worker = new Thread(work, "simulation-" + i);
            worker.start();
            workers.add(worker);
        }
        for (Thread worker : workers) {
            worker.join();
        }
        return List.copyOf(found);
    }

    /** {@code --schedules N --seed S --threads T}: exits with 1 if anything was found. */
    public static void main(String[] args) throws InterruptedException {
        Log.OF_SESSIONS.setLevel(Level.OFF); // what sessions warn of happens here on purpose
        long count = option(args, "--schedules", 100_000);
        long first = option(args, "--seed", 1);
        int threads = (int) option(args, "--threads", Runtime.getRuntime().availableProcessors());
        PrintStream out = System.out;
        long began = System.nanoTime();
        List<Finding> found = new Simulation().run(first, count, threads);
        found.forEach(finding -> out.println(finding.report()));
        out.printf(
                "%d schedules from seed %d on %d threads in %.1f s: %d findings%n",
                count, first, threads, (System.nanoTime() - began) / 1e9, found.size());
        System.exit(found.isEmpty() ? 0 : 1);
    }

    private static long option(String[] args, String name, long byDefault) {
        for (int i = 0; i + 1 < args.length; i++) {
            if (args[i].equals(name)) {
                return Long.parseLong(args[i + 1].replace("_", ""));
            }
        }
        return byDefault;
    }
}
