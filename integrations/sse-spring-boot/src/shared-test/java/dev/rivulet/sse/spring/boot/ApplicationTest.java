package dev.rivulet.sse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spring.SseStreams;
import dev.rivulet.sse.spring.boot.SseApplication.Prices;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.OpenTelemetry;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.testing.exporter.InMemorySpanExporter;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.export.SimpleSpanProcessor;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.boot.ApplicationRunner;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Whole applications, started and stopped. */
@Tag("full")
@ExtendWith(OneLineInVerify.class)
@Timeout(600)
class ApplicationTest {
    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @TempDir
    Path folder;

    /** Longer than Awaitility's own ten seconds. */
    private static ConditionFactory await() {
        return Awaitility.await().atMost(Duration.ofMinutes(2));
    }

    private String url() {
        return "rivulet.streams.prices.url=" + server.uri("/prices");
    }

    @Test
    void restarted_while_the_server_replays_an_application_loses_nothing_and_gets_nothing_twice() throws Exception {
        int last = 60;
        server.otherwise(new Replaying(last, 7));
        List<Integer> seen = new ArrayList<>();
        for (int run = 1; run <= 3; run++) {
            try (var app = SseApplication.run(
                    SseApplication.class,
                    url(),
                    "rivulet.streams.prices.reconnect.initial-delay=1ms",
                    "rivulet.streams.prices.reconnect.min-server-delay=1ms",
                    "rivulet.streams.prices.cursor=" + folder.resolve("prices.id"))) {
                Prices prices = app.getBean(Prices.class);
                int left = last - seen.size(); // fewer than twenty where more came while the run before closed
                seen.addAll(prices.take(run < 3 ? Math.min(20, left) : left));
                app.close();
                seen.addAll(prices.seen); // what was handled while it closed
            }
            server.awaitNoConnections();
        }
        assertThat(seen).isEqualTo(IntStream.rangeClosed(1, last).boxed().toList());
    }

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Slow extends SseApplication {
        @Bean
        ApplicationRunner runner(SseStreams streams) {
            return arguments -> {
                assertThat(streams.isRunning()).isFalse();
                assertThat(streams.get("prices").session()).isNull();
            };
        }

        @Bean
        MeterRegistry registry() {
            return new SimpleMeterRegistry();
        }

        @Bean
        InMemorySpanExporter spans() {
            return InMemorySpanExporter.create();
        }

        @Bean
        OpenTelemetry openTelemetry(InMemorySpanExporter spans) {
            return OpenTelemetrySdk.builder()
                    .setTracerProvider(SdkTracerProvider.builder()
                            .addSpanProcessor(SimpleSpanProcessor.create(spans))
                            .build())
                    .build();
        }
    }

    @Test
    void streams_begin_when_the_application_is_ready_and_are_measured_and_traced() throws Exception {
        server.otherwise(new Replaying(2, 2));
        try (var app = SseApplication.run(
                Slow.class,
                url(),
                "rivulet.streams.prices.headers.X-Plan=gold",
                "rivulet.streams.prices.bearer=secret",
                "rivulet.streams.prices.idle-timeout=1h",
                "rivulet.streams.prices.reconnect.max-attempts=7")) {
            Prices prices = app.getBean(Prices.class);
            assertThat(prices.take(2)).containsExactly(1, 2);
            assertThat(prices.thread).startsWith("sse-listener-");
            var request = server.awaitRequest(1);
            assertThat(request.headers().first("X-Plan")).isEqualTo("gold");
            assertThat(request.headers().first("Authorization")).isEqualTo("Bearer secret");
            await().until(() -> app.getBean(MeterRegistry.class)
                            .get("sse.client.delivered")
                            .tag("name", "prices")
                            .functionCounter()
                            .count()
                    == 2);
            assertThat(app.getBean(InMemorySpanExporter.class).getFinishedSpanItems())
                    .singleElement()
                    .satisfies(span -> assertThat(span.getName()).isEqualTo("GET prices"));
        }
        server.awaitNoConnections();
    }

    @Test
    void where_beans_are_lazy_those_with_listeners_are_not() {
        server.otherwise(new Replaying(2, 2));
        try (var app = SseApplication.run(SseApplication.class, url(), "spring.main.lazy-initialization=true")) {
            assertThat(app.getBean(SseStreams.class).list()).hasSize(1);
            server.awaitRequest(1);
        }
    }

    @Test
    void a_stopped_server_turns_health_down_and_back() throws Exception {
        server.otherwise(
                request -> Response.stream().chunk("data: {\"price\":1}\n\n").hang());
        try (var app = SseApplication.run(
                SseApplication.class,
                url(),
                "rivulet.streams.prices.reconnect.initial-delay=50ms",
                "rivulet.streams.prices.reconnect.max-delay=50ms",
                "rivulet.health.down-after=100ms")) {
            app.getBean(Prices.class).take();
            await().until(() -> health(app).isUp());
            assertThat(detail(app)).containsEntry("state", "open").containsEntry("status", "UP");

            server.refuseConnections();
            app.getBean(SseStreams.class).get("prices").reconnect();
            await().untilAsserted(() -> assertThat(detail(app))
                    .containsEntry("state", "reconnecting")
                    .containsKey("failure"));
            var patient = new StreamHealth(app.getBean(SseStreams.class), Duration.ofHours(1));
            assertThat(patient.report().isUp()).as("for a time").isTrue();
            await().until(() -> !health(app).isUp());
            assertThat(detail(app)).containsEntry("status", "DOWN").containsKey("notOpenFor");

            server.acceptConnections();
            await().until(() -> health(app).isUp());
            assertThat(health(app).details()).containsEntry("open", 1).containsEntry("down", 0);

            app.getBean(SseStreams.class).get("prices").stop();
            await().until(() -> "stopped".equals(detail(app).get("state")));
            assertThat(health(app).isUp()).isTrue();
        }
    }

    private static StreamHealth.Report health(ConfigurableApplicationContext app) {
        return app.getBean(StreamHealth.class).report();
    }

    @SuppressWarnings("unchecked")
    private static java.util.Map<String, Object> detail(ConfigurableApplicationContext app) {
        return (java.util.Map<String, Object>) health(app).details().get("prices");
    }
}
