package dev.rivulet.sse.iouring;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;
import dev.rivulet.sse.tests.support.Forked;
import java.util.ArrayList;
import java.util.List;

/** Asks for a ring in a JVM of its own, which may have less than this one: rights, memory, jars. */
final class RingProbe {
    private RingProbe() {}

    /** What it said: whether there is a ring, or why not; what a client takes, and what it gets by name. */
    static String open(List<String> wrapper, String classPath, String... options) throws Exception {
        var command = new ArrayList<>(wrapper);
        command.addAll(Forked.java("-Djava.util.logging.SimpleFormatter.format=%5$s%n"));
        command.addAll(List.of(options));
        command.addAll(List.of("-cp", classPath, Main.class.getName()));
        return Forked.output(command);
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
