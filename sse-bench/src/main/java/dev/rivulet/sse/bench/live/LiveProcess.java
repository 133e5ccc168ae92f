package dev.rivulet.sse.bench.live;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A JVM of the same JDK and class path as this one, on one core where {@code taskset} can do that. */
final class LiveProcess implements AutoCloseable {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final Process process;
    private final Writer turns;
    private final BufferedReader answers;

    LiveProcess(int core, List<String> jvmOptions, Class<?> main, String... arguments) throws IOException {
        this(core, System.getProperty("java.class.path"), jvmOptions, main, arguments);
    }

    LiveProcess(int core, String classPath, List<String> jvmOptions, Class<?> main, String... arguments)
            throws IOException {
        var command = new ArrayList<String>();
        if (isPinned()) {
            command.addAll(List.of(TASKSET.toString(), "-c", Integer.toString(core)));
        }
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", "-cp", classPath));
        command.addAll(jvmOptions);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        turns = process.outputWriter(StandardCharsets.US_ASCII);
        answers = process.inputReader(StandardCharsets.US_ASCII);
    }

    static boolean isPinned() {
        return Files.isExecutable(TASKSET) && Runtime.getRuntime().availableProcessors() > 1;
    }

    /** The next line that it prints, as numbers. */
    long[] answer() throws IOException {
        String line = answers.readLine();
        if (line == null) {
            throw new IOException("a JVM ended early; its error is above");
        }
        return Stream.of(line.split(" ")).mapToLong(Long::parseLong).toArray();
    }

    long[] run(String turn) throws IOException {
        begin(turn);
        return answer();
    }

    /** Without waiting for the answer, which is to be fetched. */
    void begin(String turn) throws IOException {
        turns.write(turn + "\n");
        turns.flush();
    }

    long id() {
        return process.pid();
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
