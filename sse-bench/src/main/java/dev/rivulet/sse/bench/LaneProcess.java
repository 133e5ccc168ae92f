package dev.rivulet.sse.bench;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** A {@link BenchmarkLane} in a JVM of its own, of the same JDK and class path as this one. */
final class LaneProcess implements AutoCloseable {
    private final LineProcess process;

    LaneProcess(Plan plan, String... arguments) throws IOException {
        var command = new ArrayList<String>();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("-cp", System.getProperty("java.class.path")));
        command.addAll(List.of(Tally.UNLOCK, Tally.QUIET, Tally.BLACKHOLE));
        if (Recordings.present()) {
            command.add("-D" + Recordings.FOLDER + "=" + System.getProperty(Recordings.FOLDER));
        }
        command.addAll(plan.jvmOptions());
        command.addAll(List.of(BenchmarkLane.class.getName(), plan.clock().name()));
        command.addAll(List.of(arguments));
        process = new LineProcess(command);
    }

    /** Lets the lane run for about this long, while all others stand still. */
    Slice run(long millis) throws IOException {
        process.write(Long.toString(millis));
        return Slice.parse(process.read());
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
