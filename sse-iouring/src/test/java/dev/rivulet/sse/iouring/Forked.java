package dev.rivulet.sse.iouring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.io.File;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import java.util.stream.Collectors;

/** Asks for a ring in a JVM of its own, which may have less than this one: rights, memory, jars. */
final class Forked {
    private static final int MOST_SECONDS = 600;

    private Forked() {}

    /** What it said: whether there is a ring, or why not; what a client takes, and what it gets by name. */
    static String open(List<String> wrapper, String classPath, String... options) throws Exception {
        var command = new ArrayList<>(wrapper);
        command.addAll(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.util.logging.SimpleFormatter.format=%5$s%n"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
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

    /** This class path, with only those of its entries. */
    static String classPath(Predicate<String> kept) {
        return Arrays.stream(System.getProperty("java.class.path").split(File.pathSeparator))
                .filter(kept)
                .collect(Collectors.joining(File.pathSeparator));
    }

    static final class Main {
        private Main() {}

        public static void main(String[] args) {
            try (var transport = new IoUringProvider().create(TransportConfig.defaults())) {
                System.out.println("opened: " + transport.description());
            } catch (TransportUnavailableException e) {
                System.out.println("refused: " + e.reason());
            }
            try (var client = SseClient.builder().build()) {
                System.out.println("the client took " + client.transport());
            }
            try (var client = SseClient.builder().transport("iouring").build()) {
                System.out.println("by name it got " + client.transport());
            } catch (IllegalStateException e) {
                System.out.println("by name it failed: " + e.getMessage());
            }
        }
    }
}
