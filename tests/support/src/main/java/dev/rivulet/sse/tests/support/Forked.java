package dev.rivulet.sse.tests.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.io.IOException;
import java.net.URISyntaxException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Runs programs in processes of their own, for what is decided once in the life of a JVM. */
public final class Forked {
    private static final int MOST_SECONDS = 600;

    private Forked() {}

    /** What a main class on this class path has printed, on both outputs. It must end in time, with exit code 0. */
    public static String run(Class<?> main, String... options) throws IOException, InterruptedException {
        List<String> command = java("-Xshare:auto", "-cp", classPath());
        command.addAll(List.of(options));
        command.add(main.getName());
        return output(command);
    }

    /** The same of any program. */
    public static String output(List<String> command) throws IOException, InterruptedException {
        return output(new ProcessBuilder(command).redirectErrorStream(true));
    }

    /** What such a process prints on its output. It must end in time, with exit code 0. */
    public static String output(ProcessBuilder builder) throws IOException, InterruptedException {
        Process process = builder.start();
        try {
            var bounded = process.onExit()
                    .orTimeout(MOST_SECONDS, TimeUnit.SECONDS)
                    .whenComplete((exited, late) -> {
                        if (late != null) {
                            process.destroyForcibly(); // of one that has ended, it would close the output that is read
                        }
                    });
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bounded).as(said).succeedsWithin(Duration.ofSeconds(MOST_SECONDS));
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }

    /** The beginning of a command: the Java that runs this, quick to start, with these options. To be added to. */
    public static List<String> java(String... options) {
        var command = new ArrayList<>(List.of(tool("java"), "-XX:TieredStopAtLevel=1"));
        command.addAll(List.of(options));
        return command;
    }

    /** A program of the JDK that runs this. */
    public static String tool(String name) {
        return Path.of(System.getProperty("java.home"), "bin", name).toString();
    }

    public static String classPath() {
        return System.getProperty("java.class.path");
    }

    /** This class path, with only those of its entries. */
    public static String classPath(Predicate<String> kept) {
        return Arrays.stream(classPath().split(File.pathSeparator, -1))
                .filter(kept)
                .collect(Collectors.joining(File.pathSeparator));
    }

    /** The folders or jars that have these classes, as a class path. */
    public static String classPath(Class<?>... types) {
        return Arrays.stream(types).map(Forked::where).collect(Collectors.joining(File.pathSeparator));
    }

    private static String where(Class<?> type) {
        try {
            return Path.of(type.getProtectionDomain()
                            .getCodeSource()
                            .getLocation()
                            .toURI())
                    .toString();
        } catch (URISyntaxException e) {
            throw new AssertionError(e);
        }
    }
}
