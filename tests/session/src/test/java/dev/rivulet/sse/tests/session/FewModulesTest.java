package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.FlightRecorder;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.tests.support.Forked;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** On a Java runtime without Java Flight Recorder and without management, all else works. */
class FewModulesTest {
    @TempDir
    Path folder;

    @Test
    void the_core_needs_neither_jdk_jfr_nor_java_management() throws Exception {
        Path file = folder.resolve("few.rec");
        String said = Forked.run(Application.class, "--limit-modules", "java.base,java.logging", "-Dfile=" + file);
        assertThat(said).contains("modules: 0").contains("event: a");
        assertThat(Files.readString(file)).contains("data: a");
    }

    /** Reads an event, and has the flight recorder written. */
    static final class Application {
        private Application() {}

        public static void main(String... arguments) throws Exception {
            System.out.println("modules: "
                    + ModuleLayer.boot().modules().stream()
                            .map(Module::getName)
                            .filter(name -> name.equals("jdk.jfr") || name.equals("java.management"))
                            .count());
            var transport = new FakeTransport();
            try (SseClient client = SseClient.builder()
                    .transport(transport)
                    .flightRecorder(FlightRecorder.defaults())
                    .build()) {
                var session = client.subscribe(
                        SseRequest.get("http://localhost/").delivery(Delivery.inline()),
                        event -> System.out.println("event: " + event.data()));
                transport.last().open().bytes("data: a\n\n");
                session.dump(Path.of(System.getProperty("file")));
            }
        }
    }
}
