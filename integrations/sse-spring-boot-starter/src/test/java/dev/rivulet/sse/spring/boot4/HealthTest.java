package dev.rivulet.sse.spring.boot4;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.spring.SseListener;
import dev.rivulet.sse.spring.SseStreams;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.SpringBootConfiguration;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.health.actuate.endpoint.CompositeHealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthDescriptor;
import org.springframework.boot.health.actuate.endpoint.HealthEndpoint;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.Status;
import org.springframework.context.ConfigurableApplicationContext;

/** The health of streams, as Spring Boot 4 shows it. */
@Timeout(240)
class HealthTest {
    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @SpringBootConfiguration(proxyBeanMethods = false)
    @EnableAutoConfiguration
    static class Application {
        @SseListener(stream = "prices", id = "prices")
        void on(String data) {}
    }

    private ConfigurableApplicationContext run(String... more) {
        var application = new SpringApplication(Application.class);
        String[] arguments = java.util.stream.Stream.concat(
                        java.util.stream.Stream.of(
                                "rivulet.streams.prices.url=" + server.uri("/prices"),
                                "spring.jmx.enabled=true",
                                "management.endpoints.jmx.exposure.include=health",
                                "management.endpoint.health.probes.enabled=true"),
                        java.util.stream.Stream.of(more))
                .map(each -> "--" + each)
                .toArray(String[]::new);
        return application.run(arguments);
    }

    @Test
    void it_is_a_component_and_down_after_a_failure_but_not_in_liveness_and_readiness() {
        server.otherwise(request -> Response.stream().chunk(":\n\n").hang());
        try (var context = run()) {
            context.getBean(SseStreams.class)
                    .get("prices")
                    .session()
                    .opened()
                    .toCompletableFuture()
                    .join();
            HealthEndpoint endpoint = context.getBean(HealthEndpoint.class);
            assertThat(status(endpoint, "sse")).isEqualTo(Status.UP);
            assertThat(context.getBean(SseHealthIndicator.class).health().getDetails())
                    .containsEntry("listeners", 1)
                    .containsEntry("open", 1);

            server.otherwise(request -> Response.status(404));
            context.getBean(SseStreams.class).get("prices").reconnect();
            context.getBean(SseStreams.class)
                    .get("prices")
                    .session()
                    .closed()
                    .toCompletableFuture()
                    .join();
            assertThat(status(endpoint, "sse")).isEqualTo(Status.DOWN);
            assertThat(status(endpoint, "liveness")).isEqualTo(Status.UP);
            assertThat(status(endpoint, "readiness")).isEqualTo(Status.UP);
            assertThat(((CompositeHealthDescriptor) endpoint.healthForPath("liveness")).getComponents())
                    .doesNotContainKey("sse");
            Health health = context.getBean(SseHealthIndicator.class).health();
            assertThat(health.getDetails().get("prices"))
                    .asString()
                    .contains("state=failed")
                    .contains("404");
        }
    }

    @Test
    void it_can_be_switched_off() {
        server.otherwise(request -> Response.status(204));
        try (var context = run("management.health.sse.enabled=false")) {
            assertThat(context.getBeansOfType(SseHealthIndicator.class)).isEmpty();
        }
    }

    private static Status status(HealthEndpoint endpoint, String path) {
        HealthDescriptor health = endpoint.healthForPath(path);
        return health.getStatus();
    }
}
