package dev.rivulet.sse.bench.live;

import dev.rivulet.sse.bench.LineProcess;
import dev.rivulet.sse.bench.WarningsOnly;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** A JVM of the same JDK and class path as this one, on one core where {@code taskset} can do that. */
final class LiveProcess implements AutoCloseable {
    private static final Path TASKSET = Path.of("/usr/bin/taskset");

    private final LineProcess process;

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
        command.addAll(List.of("--enable-native-access=ALL-UNNAMED", WarningsOnly.OPTION, "-cp", classPath));
        command.addAll(jvmOptions);
        command.add(main.getName());
        command.addAll(List.of(arguments));
        process = new LineProcess(command);
    }

    static boolean isPinned() {
        return Files.isExecutable(TASKSET) && Runtime.getRuntime().availableProcessors() > 1;
    }

    /** Lets all threads of this JVM run on one core only, where that can be done. */
    static void pinThisProcess(int core) throws IOException, InterruptedException {
        if (isPinned()) {
            new ProcessBuilder(
                            TASKSET.toString(),
                            "-a",
                            "-p",
                            "-c",
                            Integer.toString(core),
                            Long.toString(ProcessHandle.current().pid()))
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        }
    }

    /** The next line that it prints, as numbers. */
    long[] answer() throws IOException {
        return Stream.of(process.read().split(" ")).mapToLong(Long::parseLong).toArray();
    }

    long[] run(String turn) throws IOException {
        begin(turn);
        return answer();
    }

    /** Without waiting for the answer, which is to be fetched. */
    void begin(String turn) throws IOException {
        process.write(turn);
    }

    long id() {
        return process.id();
    }

    @Override
    public void close() throws IOException {
        process.close();
    }
}
