package dev.rivulet.sse.kafka.proof;

import dev.rivulet.sse.tests.support.Forked;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** A Java program on this class path, in a process of its own that can be stopped, killed, paused and continued. */
final class Program implements AutoCloseable {
    private static final int MOST_SECONDS_TO_STOP = 60;

    private final String name;
    private final Path output;
    private final Process process;

    private Program(String name, Path output, Process process) {
        this.name = name;
        this.output = output;
        this.process = process;
    }

    /** Starts one. What it prints is added to the file {@code NAME.log} in the folder. */
    static Program start(String name, Path folder, List<String> jvm, Class<?> main, String... arguments)
            throws IOException {
        List<String> command = new ArrayList<>(List.of(Forked.tool("java")));
        command.addAll(jvm);
        command.addAll(List.of(
                "-XX:+UseSerialGC",
                "-XX:+ExitOnOutOfMemoryError",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.dev.rivulet=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-cp",
                Forked.classPath(),
                main.getName()));
        command.addAll(List.of(arguments));
        Path output = folder.resolve(name + ".log");
        Process process = new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(output.toFile()))
                .start();
        return new Program(name, output, process);
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Ends it as the system does: nothing is closed or flushed. */
    void kill() throws InterruptedException {
        process.toHandle().destroyForcibly();
        process.waitFor();
    }

    /** Asks it to end, and waits for that. If it takes too long, it is killed, and what its threads do is printed. */
    void stop() throws IOException, InterruptedException {
        process.toHandle().destroy();
        if (!process.waitFor(MOST_SECONDS_TO_STOP, TimeUnit.SECONDS)) {
            System.out.println(this + " does not end: " + jcmd("Thread.print"));
            kill();
        }
    }

    /** Stops all its threads. Its sockets stay open. */
    void pause() throws IOException, InterruptedException {
        signal("STOP");
    }

    void resume() throws IOException, InterruptedException {
        signal("CONT");
    }

    /** The bytes of all objects in its heap that are reachable. */
    long liveBytes() throws IOException, InterruptedException {
        String histogram = jcmd("GC.class_histogram");
        String total = histogram
                .lines()
                .filter(line -> line.startsWith("Total"))
                .findFirst()
                .orElseThrow(() -> new AssertionError(histogram));
        String[] columns = total.strip().split("\\s+", -1);
        return Long.parseLong(columns[2]);
    }

    /** What all its threads have used so far. */
    Duration cpuTime() {
        return process.info().totalCpuDuration().orElseThrow();
    }

    /** All that it has printed. */
    String said() throws IOException {
        return Files.readString(output);
    }

    @Override
    public void close() throws IOException, InterruptedException {
        if (process.isAlive()) {
            kill();
        }
    }

    @Override
    public String toString() {
        return name + " (process " + process.pid() + ", " + output + ")";
    }

    private void signal(String signal) throws IOException, InterruptedException {
        Forked.output(List.of("/bin/kill", "-" + signal, Long.toString(process.pid())));
    }

    private String jcmd(String command) throws IOException, InterruptedException {
        String patience = "-J-Dsun.tools.attach.attachTimeout=120000"; // of ten seconds else
        return Forked.output(List.of(Forked.tool("jcmd"), patience, Long.toString(process.pid()), command));
    }
}
