package dev.rivulet.sse.spring.boot;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.micrometer.SseObservations;
import dev.rivulet.sse.opentelemetry.SseTelemetry;
import dev.rivulet.sse.spring.boot.SseApplication.Prices;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import io.micrometer.observation.Observation;
import io.micrometer.observation.ObservationHandler;
import io.micrometer.observation.ObservationRegistry;
import io.micrometer.observation.transport.RequestReplySenderContext;
import io.opentelemetry.api.OpenTelemetry;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.Bean;

/** Requests are observations where the application has a registry for them, and nothing else makes their spans. */
@Timeout(600)
class ObservationsTest {
    /** The actuator of Spring Boot 3.5 has an OpenTelemetry as soon as its SDK is on the class path. */
    private static final String WITHOUT_OPEN_TELEMETRY = "spring.autoconfigure.exclude="
            + "org.springframework.boot.actuate.autoconfigure.opentelemetry.OpenTelemetryAutoConfiguration,"
            + "org.springframework.boot.actuate.autoconfigure.logging.OpenTelemetryLoggingAutoConfiguration";

    private static final String PARENT = "00-1-2-01";

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    private final Stopped stopped = new Stopped();
    private final ObservationRegistry registry = ObservationRegistry.create();
    private final ApplicationContextRunner application = new ApplicationContextRunner()
            .withConfiguration(AutoConfigurations.of(SseAutoConfiguration.class, SslAutoConfiguration.class))
            .withBean(ObservationRegistry.class, () -> registry);

    /** Sends a header with each request, as a handler of tracing does, and keeps what has stopped. */
    static final class Stopped implements ObservationHandler<RequestReplySenderContext<Object, Object>> {
        final List<Observation.Context> contexts = new CopyOnWriteArrayList<>();

        @Override
        public void onStart(RequestReplySenderContext<Object, Object> context) {
            context.getSetter().set(context.getCarrier(), "traceparent", PARENT);
        }

        @Override
        public void onStop(RequestReplySenderContext<Object, Object> context) {
            contexts.add(context);
        }

        @Override
        public boolean supportsContext(Observation.Context context) {
            return context instanceof RequestReplySenderContext;
        }
    }

    /** Spring Boot's own registry takes the handlers that are beans. */
    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Observed extends SseApplication {
        @Bean
        Stopped stopped() {
            return new Stopped();
        }
    }

    @BeforeEach
    void script() {
        registry.observationConfig().observationHandler(stopped);
        server.otherwise(
                request -> Response.stream().chunk("data: {\"price\":1}\n\n").hang());
    }

    @Test
    void a_request_of_an_application_is_an_observation_and_carries_the_headers_of_its_handlers() throws Exception {
        String url = "rivulet.streams.prices.url=" + server.uri("/prices");
        try (ConfigurableApplicationContext app = SseApplication.run(Observed.class, url, WITHOUT_OPEN_TELEMETRY)) {
            assertThat(app.getBean(Prices.class).take()).isEqualTo(1);
            assertThat(app.getBean(Stopped.class).contexts).singleElement().satisfies(context -> {
                assertThat(context.getName()).isEqualTo("sse.client.requests");
                assertThat(context.getContextualName()).isEqualTo("GET prices");
                assertThat(context.getLowCardinalityKeyValue("status").getValue())
                        .isEqualTo("200");
            });
            assertThat(server.awaitRequest(1).headers().first("traceparent")).isEqualTo(PARENT);
        }
    }

    @Test
    void observations_can_be_switched_off() {
        assertThat(observedBy(application)).isEqualTo(1);
        assertThat(observedBy(application.withPropertyValues("rivulet.observations.enabled=false")))
                .isZero();
    }

    @Test
    void without_a_registry_there_are_none() {
        var plain = new ApplicationContextRunner()
                .withConfiguration(AutoConfigurations.of(SseAutoConfiguration.class, SslAutoConfiguration.class));
        assertThat(observedBy(plain)).isZero();
    }

    @Test
    void where_spans_are_reported_to_opentelemetry_there_is_no_second_one() {
        assertThat(observedBy(application.withBean(OpenTelemetry.class, OpenTelemetry::noop)))
                .isZero();
    }

    @Test
    void where_the_application_makes_the_telemetry_there_is_no_second_one() {
        assertThat(observedBy(
                        application.withBean(SseTelemetry.class, () -> SseTelemetry.create(OpenTelemetry.noop()))))
                .isZero();
    }

    @Test
    void an_application_can_choose_observations_in_place_of_opentelemetry() {
        var choosing = application
                .withBean(OpenTelemetry.class, OpenTelemetry::noop)
                .withBean(SseObservations.class, () -> new SseObservations(registry));
        assertThat(observedBy(choosing)).isEqualTo(1);
        choosing.run(context -> assertThat(context).doesNotHaveBean("sseTelemetry"));
    }

    /** How many requests of a session are observations. */
    private int observedBy(ApplicationContextRunner runner) {
        stopped.contexts.clear();
        runner.run(context -> {
            var received = new CompletableFuture<String>();
            context.getBean(SseClient.class)
                    .subscribe(SseRequest.get(server.uri("/prices")), event -> received.complete(event.data()));
            assertThat(received.get(60, TimeUnit.SECONDS)).isEqualTo("{\"price\":1}");
        });
        return stopped.contexts.size();
    }
}
