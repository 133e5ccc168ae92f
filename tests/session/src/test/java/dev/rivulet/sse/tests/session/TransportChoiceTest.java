package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;
import dev.rivulet.sse.testkit.FakeTransport;
import java.io.IOException;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which transport a client takes. The providers are found through the thread's class loader. */
class TransportChoiceTest {
    private static final TransportConfig HTTP_3 = TransportConfig.defaults().httpVersion(HttpVersion.HTTP_3);

    private final ClassLoader before = Thread.currentThread().getContextClassLoader();

    @TempDir
    Path directory;

    @AfterEach
    void put_back() {
        Thread.currentThread().setContextClassLoader(before);
        System.clearProperty("rivulet.transport");
    }

    @Test
    void the_highest_priority_that_works_is_taken() throws IOException {
        provide(Low.class, High.class, Middle.class);
        assertThat(chosen(b -> b)).isEqualTo("high");
    }

    @Test
    void one_that_does_not_work_here_is_passed_over() throws IOException {
        provide(Low.class, Unavailable.class, Throwing.class, Unlinked.class);
        assertThat(chosen(b -> b)).isEqualTo("low");
    }

    @Test
    void ties_are_broken_by_name() throws IOException {
        provide(Tied.class, Middle.class);
        assertThat(chosen(b -> b)).isEqualTo("a-tie");
    }

    @Test
    void a_name_given_to_the_builder_wins_over_the_property_and_that_over_priority() throws IOException {
        provide(Low.class, High.class, Middle.class);
        System.setProperty("rivulet.transport", "middle");
        assertThat(chosen(b -> b)).isEqualTo("middle");
        assertThat(chosen(b -> b.transport("low"))).isEqualTo("low");
        assertThat(chosen(b -> b.transport(new FakeTransport()))).isEqualTo("FakeTransport");
    }

    @Test
    void a_name_that_is_absent_says_what_there_is() throws IOException {
        provide(Low.class, Middle.class);
        assertThatThrownBy(() -> chosen(b -> b.transport("netty")))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("netty", "low", "middle");
    }

    @Test
    void a_name_that_does_not_work_throws_with_its_cause_and_falls_back_to_nothing() throws IOException {
        provide(Low.class, Unavailable.class);
        System.setProperty("rivulet.transport", "unavailable");
        assertThatThrownBy(() -> chosen(b -> b))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("memlock is too small")
                .hasCauseInstanceOf(TransportUnavailableException.class);
    }

    @Test
    void where_none_works_the_error_lists_each_with_its_reason_and_names_what_to_add() throws IOException {
        provide(Unavailable.class, Throwing.class, Unlinked.class);
        assertThatThrownBy(() -> chosen(b -> b))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("memlock is too small", "mine", "io/netty/Absent", "dev.rivulet:sse-jdkhttp");
    }

    @Test
    void for_http_3_only_those_that_say_they_speak_it_are_asked() throws IOException {
        provide(High.class, Quic.class, SpeaksNot.class);

        assertThat(chosen(b -> b.transportConfig(HTTP_3))).isEqualTo("quic");
        assertThat(Named.asked).isEqualTo(HTTP_3);
        assertThat(chosen(b -> b.transport("quic").transportConfig(HTTP_3))).isEqualTo("quic");
    }

    @Test
    void one_that_speaks_http_3_alone_is_taken_for_lower_versions_only_by_its_name() throws IOException {
        provide(Low.class, Quic.class);

        assertThat(chosen(b -> b.transportConfig(TransportConfig.defaults().httpVersion(HttpVersion.HTTP_1_1))))
                .isEqualTo("low");
        assertThat(chosen(b -> b.transport("quic"))).isEqualTo("quic");
    }

    @Test
    void without_one_that_speaks_http_3_the_error_names_what_to_add() throws IOException {
        provide(High.class);

        assertThatThrownBy(() -> chosen(b -> b.transportConfig(HTTP_3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("HTTP_3", "dev.rivulet:sse-http3", "httpVersion to HTTP_2");
    }

    @Test
    void a_named_one_that_does_not_speak_http_3_is_not_asked_for_it() throws IOException {
        provide(Quic.class, High.class);
        Named.asked = null;

        assertThatThrownBy(() -> chosen(b -> b.transport("high").transportConfig(HTTP_3)))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContainingAll("\"high\" (by name) does not speak HTTP/3", "dev.rivulet:sse-http3");
        assertThat(Named.asked).isNull();
    }

    @Test
    void broken_providers_hide_no_other() throws IOException {
        provide("no.such.Provider", BreaksInConstructor.class.getName(), String.class.getName(), Low.class.getName());
        assertThat(chosen(b -> b)).isEqualTo("low");
    }

    @Test
    void providers_that_break_when_asked_their_name_or_priority_hide_no_other() throws IOException {
        provide(NoName.class, NoPriority.class, Low.class);
        assertThat(chosen(b -> b)).isEqualTo("low");
        assertThat(chosen(b -> b.transport("low"))).isEqualTo("low");
    }

    @Test
    void the_clients_transport_is_closed_with_it_if_it_made_it() throws IOException {
        provide(Low.class);
        SseClient client = SseClient.builder().build();
        client.close();
        assertThat(Named.made.isClosed()).isTrue();
    }

    private static String chosen(UnaryOperator<SseClient.Builder> settings) {
        try (SseClient client = settings.apply(SseClient.builder()).build()) {
            return client.transport();
        }
    }

    private void provide(Class<?>... providers) throws IOException {
        provide(Arrays.stream(providers).map(Class::getName).toArray(String[]::new));
    }

    private void provide(String... providers) throws IOException {
        Path services = Files.createDirectories(directory.resolve("META-INF/services"));
        Files.writeString(
                services.resolve(TransportProvider.class.getName()),
                Arrays.stream(providers).collect(Collectors.joining("\n")));
        Thread.currentThread()
                .setContextClassLoader(new URLClassLoader(
                        new URL[] {directory.toUri().toURL()}, getClass().getClassLoader()));
    }

    private abstract static class Named implements TransportProvider {
        static FakeTransport made;
        static TransportConfig asked;
        private final String name;
        private final int priority;

        Named(String name, int priority) {
            this.name = name;
            this.priority = priority;
        }

        @Override
        public String name() {
            return name;
        }

        @Override
        public int priority() {
            return priority;
        }

        @Override
        public Transport create(TransportConfig config) throws TransportUnavailableException {
            made = new FakeTransport();
            asked = config;
            return made;
        }
    }

    public static final class Low extends Named {
        public Low() {
            super("low", -10);
        }
    }

    public static final class Middle extends Named {
        public Middle() {
            super("middle", 1000);
        }
    }

    public static final class Tied extends Named {
        public Tied() {
            super("a-tie", 1000);
        }
    }

    public static final class High extends Named {
        public High() {
            super("high", 2000);
        }
    }

    public static final class Quic extends Named {
        public Quic() {
            super("quic", 3000);
        }

        @Override
        public boolean speaks(HttpVersion highest) {
            return highest == HttpVersion.HTTP_3;
        }
    }

    public static final class SpeaksNot extends Named {
        public SpeaksNot() {
            super("speaks-not", 3001);
        }

        @Override
        public boolean speaks(HttpVersion highest) {
            throw new NoClassDefFoundError("speaks");
        }
    }

    public static final class Unavailable extends Named {
        public Unavailable() {
            super("unavailable", 9000);
        }

        @Override
        public Transport create(TransportConfig config) throws TransportUnavailableException {
            throw new TransportUnavailableException("memlock is too small");
        }
    }

    public static final class Throwing extends Named {
        public Throwing() {
            super("throwing", 9001);
        }

        @Override
        public Transport create(TransportConfig config) {
            throw new IllegalStateException("mine");
        }
    }

    public static final class Unlinked extends Named {
        public Unlinked() {
            super("unlinked", 9002);
        }

        @Override
        public Transport create(TransportConfig config) {
            throw new NoClassDefFoundError("io/netty/Absent");
        }
    }

    public static final class BreaksInConstructor extends Named {
        public BreaksInConstructor() {
            super("breaks", 9003);
            throw new ExceptionInInitializerError("in the constructor");
        }
    }

    public static final class NoName extends Named {
        public NoName() {
            super("", 9004);
        }

        @Override
        public String name() {
            throw new NoClassDefFoundError("name");
        }
    }

    public static final class NoPriority extends Named {
        public NoPriority() {
            super("no-priority", 0);
        }

        @Override
        public int priority() {
            throw new IllegalStateException("priority");
        }
    }
}
