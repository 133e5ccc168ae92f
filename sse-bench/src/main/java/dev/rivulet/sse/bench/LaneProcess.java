package dev.rivulet.sse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link BenchmarkLane} in a JVM of its own, of the same JDK and class path as this one. */
public final class LaneProcess implements AutoCloseable {
    private static final int TURNS = 8; // of a warm-up
    private static final int MOST_TURNS = 4 * TURNS;

    private final LineProcess process;

    LaneProcess(Plan plan, String... arguments) throws IOException {
        this(plan.jvmOptions(), BenchmarkLane.class, withClock(plan, arguments));
    }

    /** A JVM whose main class calls {@link BenchmarkLane#answer}. */
    public LaneProcess(List<String> jvmOptions, Class<?> main, List<String> arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Tally.UNLOCK, Tally.QUIET, Tally.BLACKHOLE, WarningsOnly.OPTION));
        if (Recordings.present()) {
            command.add("-D" + Recordings.FOLDER + "=" + System.getProperty(Recordings.FOLDER));
        }
        command.addAll(jvmOptions);
        command.add(main.getName());
        command.addAll(arguments);
        process = new LineProcess(command);
    }

    private static List<String> withClock(Plan plan, String... arguments) {
        var all = new ArrayList<String>();
        all.add(plan.clock().name());
        all.addAll(List.of(arguments));
        return all;
    }

    /**
     * Lets the lane run until it has used that much processor time, which on a quiet machine takes about as long. Where
     * others use the machine, it takes longer, and nothing is measured that is not compiled yet.
     */
    public void warmUp(long millis) throws IOException {
        long used = 0;
        for (int turn = 0; turn < MOST_TURNS && used < millis * 1_000_000; turn++) {
            used += run(Math.max(1, millis / TURNS)).cpu();
        }
    }

    /** Lets the lane run for about this long, while all others stand still. */
    public Slice run(long millis) throws IOException {
        process.write(Long.toString(millis));
        return Slice.parse(process.read());
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
