package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportsCommandTest {
    @TempDir
    Path folder;

    @Test
    void theJdksIsThereAndWorks() {
        Run run = Run.sse("transports");

        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines().get(0)).matches("NAME +PRIORITY +WORKS HERE");
        assertThat(run.out()).containsPattern("jdkhttp +10 +yes: h2, http/1.1");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void oneThatDoesNotWorkSaysWhy() {
        List<String> lines = listed(new Providers(List.of(new Hopeless()), List.of()));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).matches("hopeless +99 +no: no kernel for it \\(java.io.IOException: EPERM\\)");
    }

    @Test
    void brokenOnesHideNoOther() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(TransportProvider.class.getName()),
                "no.such.Provider\n" + Throwing.class.getName() + "\n" + Hopeless.class.getName() + "\n");
        try (var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            Providers providers = Providers.find(loader);

            assertThat(providers.names()).containsExactly("hopeless", "jdkhttp");
            assertThat(providers.broken()).hasSize(2);
            assertThat(listed(providers))
                    .anyMatch(line -> line.contains("no: ") && line.contains("no.such.Provider"))
                    .anyMatch(line -> line.contains("no: ") && line.contains("Throwing"))
                    .anyMatch(line -> line.startsWith("jdkhttp") && line.endsWith("(the default)"));
        }
    }

    @Test
    void whereThereIsNoneItSaysWhatToAdd() {
        assertThat(listed(new Providers(List.of(), List.of())))
                .last()
                .asString()
                .contains("dev.rivulet:sse-jdkhttp");
    }

    private static List<String> listed(Providers providers) {
        var out = new ByteArrayOutputStream();
        var terminal = new Terminal(
                InputStream.nullInputStream(), new Output(out, false, false), new Output(out, false, false));
        new TransportsCommand(terminal).list(providers);
        terminal.out().flush();
        return out.toString(StandardCharsets.UTF_8).lines().toList();
    }

    /** Cannot work here. */
    public static final class Hopeless implements TransportProvider {
        @Override
        public String name() {
            return "hopeless";
        }

        @Override
        public int priority() {
            return 99;
        }

        @Override
        public Transport create(TransportConfig config) throws TransportUnavailableException {
            throw new TransportUnavailableException("no kernel for it", new IOException("EPERM"));
        }
    }

    /** Cannot even be made. */
    public static final class Throwing implements TransportProvider {
        public Throwing() {
            throw new IllegalStateException("out of order");
        }

        @Override
        public String name() {
            return "throwing";
        }

        @Override
        public int priority() {
            return 0;
        }

        @Override
        public Transport create(TransportConfig config) {
            throw new AssertionError();
        }
    }
}
