package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Runs a main class on this class path in a JVM of its own, for what is decided once in the life of a JVM. */
final class Forked {
    private static final int MOST_SECONDS = 600;

    private Forked() {}

    /** What it said, on both outputs. It must end in time, with exit code 0. */
    static String run(Class<?> main, String... options) throws IOException, InterruptedException {
        var command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Xshare:auto",
                "-cp",
                System.getProperty("java.class.path")));
        command.addAll(List.of(options));
        command.add(main.getName());
        return output(command);
    }

    /** The same of any program. */
    static String output(List<String> command) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try {
            var bounded = process.onExit().orTimeout(MOST_SECONDS, TimeUnit.SECONDS);
            bounded.whenComplete((exited, late) -> process.destroyForcibly());
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(bounded).as(said).succeedsWithin(Duration.ofSeconds(MOST_SECONDS));
            assertThat(process.exitValue()).as(said).isZero();
            return said;
        } finally {
            process.destroyForcibly();
        }
    }
}
