package dev.rivulet.sse.bench;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A {@link BenchmarkLane} in a JVM of its own, of the same JDK and class path as this one. */
final class LaneProcess implements AutoCloseable {
    private final Process process;
    private final Writer turns;
    private final BufferedReader slices;

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
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        turns = process.outputWriter(StandardCharsets.US_ASCII);
        slices = process.inputReader(StandardCharsets.US_ASCII);
    }

    /** Lets the lane run for about this long, while all others stand still. */
    Slice run(long millis) throws IOException {
        turns.write(millis + "\n");
        turns.flush();
        String line = slices.readLine();
        if (line == null) {
            throw new IOException("a lane ended early; its error is above");
        }
        return Slice.parse(line);
    }

    @Override
    public void close() throws IOException {
        turns.close();
        try {
            if (!process.waitFor(5, TimeUnit.SECONDS)) {
                process.destroy();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            process.destroy();
        }
    }
}
