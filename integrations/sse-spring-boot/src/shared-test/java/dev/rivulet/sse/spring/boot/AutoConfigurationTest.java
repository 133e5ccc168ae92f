package dev.rivulet.sse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.micrometer.SseMeters;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spring.SseListener;
import dev.rivulet.sse.spring.SseStreams;
import dev.rivulet.sse.spring.StreamSource;
import java.lang.reflect.RecordComponent;
import java.net.URL;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Collections;
import java.util.Enumeration;
import java.util.List;
import java.util.Locale;
import org.assertj.core.util.Throwables;
import org.junit.jupiter.api.Test;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.context.properties.source.InvalidConfigurationPropertyValueException;
import org.springframework.boot.diagnostics.FailureAnalyzer;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;

/** The beans and the properties, without a server. */
class AutoConfigurationTest {
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SseAutoConfiguration.class, SslAutoConfiguration.class));

    @Test
    void without_a_property_there_is_a_client_and_no_stream() {
        application.run(context -> {
            assertThat(context).hasSingleBean(SseClient.class).hasSingleBean(SseMeters.class);
            assertThat(context.getBean(SseStreams.class).list()).isEmpty();
            assertThat(context.getBean(StreamHealth.class).report().isUp()).isTrue();
        });
    }

    @Test
    void it_can_be_switched_off() {
        application
                .withPropertyValues("rivulet.enabled=false")
                .run(context ->
                        assertThat(context).doesNotHaveBean(SseStreams.class).hasNotFailed());
    }

    @Test
    void without_micrometer_and_opentelemetry_it_works() {
        application
                .withClassLoader(new FilteredClassLoader("io.micrometer", "io.opentelemetry"))
                .run(context ->
                        assertThat(context).hasSingleBean(SseStreams.class).doesNotHaveBean(SseMeters.class));
    }

    @Test
    void properties_make_the_request() {
        application
                .withBean("store", LastEventIdStore.class, LastEventIdStore::inMemory)
                .withPropertyValues(
                        "rivulet.streams.prices.url=http://localhost:1/prices?key=1",
                        "rivulet.streams.prices.idle-timeout=10s",
                        "rivulet.streams.prices.cursor=bean:store",
                        "rivulet.streams.prices.headers.X-Key=abc",
                        "rivulet.streams.prices.reconnect.mode=before-first-event",
                        "rivulet.streams.prices.reconnect.initial-delay=2s",
                        "rivulet.streams.prices.reconnect.max-delay=3s",
                        "rivulet.streams.prices.reconnect.max-attempts=4",
                        "rivulet.streams.prices.reconnect.max-elapsed=5s",
                        "rivulet.streams.prices.reconnect.stable-after=6s",
                        "rivulet.streams.prices.reconnect.min-server-delay=7s",
                        "rivulet.streams.prices.reconnect.max-server-delay=8s")
                .run(context -> {
                    var streams = context.getBean(ConfiguredStreams.class);
                    SseRequest request = streams.request("prices");
                    assertThat(request.uri()).hasToString("http://localhost:1/prices?key=1");
                    assertThat(request.name()).isEqualTo("prices");
                    assertThat(request.timeouts().idle()).isEqualTo(Duration.ofSeconds(10));
                    assertThat(request.lastEventIdStore()).isSameAs(context.getBean("store"));
                    assertThat(request.isSecret("X-Key")).isTrue();
                    assertThat(request.reconnect())
                            .isEqualTo(ReconnectPolicy.defaults()
                                    .mode(ReconnectPolicy.Mode.BEFORE_FIRST_EVENT)
                                    .initialDelay(Duration.ofSeconds(2))
                                    .maxDelay(Duration.ofSeconds(3))
                                    .maxAttempts(4)
                                    .maxElapsed(Duration.ofSeconds(5))
                                    .stableAfter(Duration.ofSeconds(6))
                                    .minServerDelay(Duration.ofSeconds(7))
                                    .maxServerDelay(Duration.ofSeconds(8)));
                    assertThat(streams.client("prices")).isNull();
                    assertThat(streams.names()).containsExactly("prices");
                });
    }

    @Test
    void a_customizer_sets_what_has_no_property() {
        application
                .withBean(StreamCustomizer.class, () -> (name, request) -> request.endMarker(name))
                .withPropertyValues("rivulet.streams.prices.url=http://localhost:1/")
                .run(context -> assertThat(context.getBean(StreamSource.class)
                                .request("prices")
                                .endMarker())
                        .isEqualTo("prices"));
    }

    @Test
    void streams_of_one_transport_share_a_client() {
        application
                .withPropertyValues(
                        "rivulet.streams.a.url=http://localhost:1/",
                        "rivulet.streams.a.transport=jdkhttp",
                        "rivulet.streams.b.url=http://localhost:1/",
                        "rivulet.streams.b.transport=jdkhttp",
                        "rivulet.streams.c.url=http://localhost:1/")
                .run(context -> {
                    var streams = context.getBean(ConfiguredStreams.class);
                    assertThat(streams.client("a")).isNotNull().isSameAs(streams.client("b"));
                    assertThat(streams.client("a").transport()).contains("jdkhttp");
                    assertThat(streams.client("c")).isNull();
                });
    }

    @Test
    void an_unknown_transport_fails_the_start_with_its_name() {
        application
                .withPropertyValues("rivulet.transport=pigeon")
                .run(context -> assertThat(context)
                        .getFailure()
                        .hasStackTraceContaining("rivulet.transport")
                        .hasStackTraceContaining("pigeon"));
    }

    @Test
    void wrong_properties_are_named() {
        for (String[] wrong : new String[][] {
            {"rivulet.streams.prices.bearer=x", "must be set"},
            {"rivulet.streams.prices.url=ftp://localhost/", "http"},
            {"rivulet.streams.prices.idle-timeout=-1s", "must not be negative"},
            {"rivulet.streams.prices.reconnect.max-attempts=-1", "must not be negative"},
            {"rivulet.streams.prices.reconnect.max-delay=-1s", "must not be negative"},
            {"rivulet.streams.prices.cursor=", "must be a file"},
            {"rivulet.streams.prices.bearer=wide\u4e2d", "bearer has characters"},
            {"rivulet.health.down-after=-1s", "must not be negative"},
        }) {
            application
                    .withPropertyValues(
                            wrong[0].contains(".url=") || wrong[1].equals("must be set")
                                    ? "rivulet.transport=jdkhttp"
                                    : "rivulet.streams.prices.url=http://localhost:1/")
                    .withPropertyValues(wrong[0])
                    .run(context -> assertThat(context)
                            .getFailure()
                            .rootCause()
                            .hasMessageContaining(wrong[1])
                            .hasMessageContaining(wrong[0].substring(0, "rivulet.".length())));
        }
    }

    @Test
    void a_secret_that_cannot_be_sent_is_not_shown() {
        application
                .withPropertyValues(
                        "rivulet.streams.prices.url=http://localhost:1/",
                        "rivulet.streams.prices.bearer=very\nsecret",
                        "rivulet.streams.prices.headers.X-Key=also\nsecret")
                .run(context -> {
                    assertThat(context.getStartupFailure()).hasStackTraceContaining("bearer has characters");
                    assertThat(context.getStartupFailure()).hasStackTraceContaining("headers.X-Key has characters");
                    assertThat(context.getStartupFailure().getCause())
                            .rootCause()
                            .hasMessageNotContaining("very")
                            .hasMessageNotContaining("also");
                });
    }

    @Test
    void a_secret_in_a_url_that_cannot_be_used_is_not_shown() {
        for (String url : List.of(
                "https://me:Pa55@news example/?key=Pa55",
                "ftp://me:Pa55@news.example/?key=Pa55",
                "https://me:Pa55@news.example:99999/?key=Pa55")) {
            application.withPropertyValues("rivulet.streams.prices.url=" + url).run(context -> {
                assertThat(context.getStartupFailure()).hasStackTraceContaining("rivulet.streams[prices].url: not ");
                assertThat(Throwables.getStackTrace(context.getStartupFailure()))
                        .doesNotContain("Pa55");
            });
        }
    }

    @Test
    void values_that_nothing_is_found_for_are_named() {
        for (String property : List.of("cursor=bean:none", "transport=pigeon", "ssl.bundle=none")) {
            application
                    .withPropertyValues(
                            "rivulet.streams.prices.url=http://localhost:1/", "rivulet.streams.prices." + property)
                    .run(context -> {
                        var streams = context.getBean(ConfiguredStreams.class);
                        assertThatThrownBy(() -> {
                                    streams.request("prices");
                                    streams.client("prices");
                                })
                                .isInstanceOf(InvalidConfigurationPropertyValueException.class)
                                .hasMessageContaining("rivulet.streams.prices." + property.split("=")[0])
                                .hasMessageContaining(property.split("=")[1]);
                    });
        }
    }

    @Test
    void each_property_has_metadata() throws Exception {
        Enumeration<URL> files =
                getClass().getClassLoader().getResources("META-INF/spring-configuration-metadata.json");
        var all = new StringBuilder();
        for (URL each : Collections.list(files)) {
            try (var file = each.openStream()) {
                all.append(new String(file.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        assertThat(all).contains("\"rivulet.enabled\"", "\"rivulet.health.down-after\"", "\"rivulet.auto-startup\"");
        assertThat(RivuletProperties.class.getRecordComponents())
                .extracting(RecordComponent::getName)
                .allSatisfy(name -> assertThat(all)
                        .contains(
                                "\"rivulet." + name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT)));
    }

    static class Mistyped {
        @SseListener("pricse")
        void on(String data) {}
    }

    @Test
    void an_unknown_stream_is_analysed() {
        application
                .withBean(Mistyped.class)
                .withPropertyValues("rivulet.streams.prices.url=http://localhost:1/")
                .run(context -> {
                    var analysis = new UnknownStreamAnalyzer().analyze(context.getStartupFailure());
                    assertThat(analysis.getDescription()).contains("\"pricse\"").contains("Configured: prices.");
                    assertThat(analysis.getAction()).contains("rivulet.streams.pricse.url");
                });
    }

    @Test
    void the_other_line_of_spring_boot_is_analysed() {
        FailureAnalyzer analyzer = new WrongStarterAnalyzer();
        Throwable failure = org.assertj.core.api.Assertions.catchThrowable(
                () -> BootLine.check("sse-spring-boot-starter", 4, "sse-spring-boot3-starter", "3.5.16"));

        var analysis = analyzer.analyze(new IllegalStateException(failure));
        assertThat(analysis.getDescription()).contains("for Spring Boot 4").contains("3.5.16");
        assertThat(analysis.getAction()).contains("by dev.rivulet:sse-spring-boot3-starter");
        BootLine.check("sse-spring-boot-starter", 4, "sse-spring-boot3-starter", "4.1.2");
    }
}
