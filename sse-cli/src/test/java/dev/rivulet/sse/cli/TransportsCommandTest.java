package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
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
    void ours_are_there_and_work() {
        Run run = Run.sse("transports");

        assertThat(run.exitCode()).isZero();
        assertThat(run.outLines().get(0)).matches("NAME +PRIORITY +WORKS HERE");
        assertThat(run.out())
                .containsPattern(
                        "iouring +30 +(yes: h2, http/1.1 on io_uring \\(Linux [^,]+, plain receive; buffer rings"
                                + " (yes|no), multishot (yes|no)\\)|no: .+)");
        assertThat(run.out()).containsPattern("netty +20 +yes: h2, http/1.1 on epoll");
        assertThat(run.out())
                .containsPattern("altsvc +15 +yes: h2, h3, http/1.1 on QUIC on epoll where it is offered, else ");
        assertThat(run.out()).containsPattern("jdkhttp +10 +yes: h2, http/1.1");
        assertThat(run.out()).containsPattern("http3 +1 +yes: h3 on QUIC on epoll");
        assertThat(run.err()).isEmpty();
    }

    @Test
    void one_that_does_not_work_says_why() {
        List<String> lines = listed(new TransportProviders(List.of(new Hopeless()), List.of()));

        assertThat(lines).hasSize(2);
        assertThat(lines.get(1)).matches("hopeless +99 +no: no kernel for it \\(java.io.IOException: EPERM\\)");
    }

    @Test
    void broken_ones_hide_no_other() throws IOException {
        Path services = Files.createDirectories(folder.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(TransportProvider.class.getName()),
                "no.such.Provider\n" + Throwing.class.getName() + "\n" + Hopeless.class.getName() + "\n");
        try (var loader = new URLClassLoader(
                new URL[] {folder.toUri().toURL()}, getClass().getClassLoader())) {
            TransportProviders providers = TransportProviders.find(loader);

            assertThat(providers.names()).containsExactly("hopeless", "iouring", "netty", "altsvc", "jdkhttp", "http3");
            assertThat(providers.broken()).hasSize(2);
            assertThat(listed(providers))
                    .anyMatch(line -> line.contains("no: ") && line.contains("no.such.Provider"))
                    .anyMatch(line -> line.contains("no: ") && line.contains("Throwing"))
                    .anyMatch(line -> line.startsWith(Run.defaultTransport()) && line.endsWith("(the default)"));
        }
    }

    @Test
    void where_there_is_none_it_says_what_to_add() {
        assertThat(listed(new TransportProviders(List.of(), List.of())))
                .last()
                .asString()
                .contains("dev.rivulet:sse-jdkhttp");
    }

    @Test
    void two_of_one_name_can_be_distinguished() {
        assertThat(listed(new TransportProviders(List.of(new Hopeless(), new Hopeless()), List.of())))
                .last()
                .asString()
                .endsWith(", " + Hopeless.class.getName());
    }

    @Test
    void the_one_that_a_property_asks_for_is_the_default() throws Exception {
        var both = new TransportProviders(List.of(new Working("first"), new Working("second")), List.of());

        assertThat(listed(both, "")).anyMatch(line -> line.matches("first +1  yes: h2 \\(the default\\)"));
        assertThat(listed(both, " second "))
                .anyMatch(line -> line.matches("first +1  yes: h2"))
                .anyMatch(line -> line.matches("second +1  yes: h2 \\(the default: -Drivulet.transport\\)"));
        assertThat(listed(both, "third"))
                .last()
                .asString()
                .startsWith("-Drivulet.transport=third asks for one that is not there");
    }

    private static List<String> listed(TransportProviders providers, String wanted) {
        var bytes = new ByteArrayOutputStream();
        var out = new Output(bytes, false, false);
        new TransportTable(out, wanted).print(providers);
        out.flush();
        return bytes.toString(StandardCharsets.UTF_8).lines().toList();
    }

    private static List<String> listed(TransportProviders providers) {
        return listed(providers, "");
    }

    /** Works. */
    record Working(String name) implements TransportProvider {
        @Override
        public int priority() {
            return 1;
        }

        @Override
        public Transport create(TransportConfig config) {
            return new Transport() {
                @Override
                public Exchange open(TransportRequest request, Receiver to) {
                    throw new AssertionError();
                }

                @Override
                public Features features() {
                    return Features.of("h2");
                }

                @Override
                public void close() {}
            };
        }
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
