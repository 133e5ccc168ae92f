package dev.rivulet.sse.opentelemetry;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.context.Scope;
import io.opentelemetry.sdk.testing.junit5.OpenTelemetryExtension;
import io.opentelemetry.sdk.trace.data.SpanData;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A server gets what the spans say. */
class OverSocketsTest {
    @RegisterExtension
    static final OpenTelemetryExtension TELEMETRY = OpenTelemetryExtension.create();

    @AutoClose
    private final ScriptedServer server = ScriptedServer.start();

    @AutoClose
    private final SseClient client = SseClient.builder()
            .observer(SseTelemetry.create(TELEMETRY.getOpenTelemetry()))
            .build();

    @Test
    void each_request_has_the_traceparent_of_its_span() {
        server.respond(
                        Response.status(307).header("Location", "/prices"),
                        Response.stream().chunk("retry: 10\nid: 1\ndata: a\n\n").cut(),
                        Response.status(503).header("Retry-After", "0"))
                .then(Response.stream().chunk("id: 2\ndata: b\n\n").cut())
                .otherwise(Response.status(204));
        Span order = TELEMETRY
                .getOpenTelemetry()
                .getTracer("test")
                .spanBuilder("order")
                .startSpan();

        List<String> data = new ArrayList<>();
        try (Scope scope = order.makeCurrent();
                var stream = client.stream(SseRequest.get(server.uri("/start?key=SECRET"))
                        .reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(10))))) {
            for (SseEvent event : stream) {
                data.add(event.data());
            }
            stream.session().closed().toCompletableFuture().join();
        } finally {
            order.end();
        }

        assertThat(data).containsExactly("a", "b");
        List<SpanData> requests = TELEMETRY.getSpans().stream()
                .filter(span -> span.getName().equals("GET"))
                .toList();
        assertThat(server.requests().stream().map(OverSocketsTest::traceparent))
                .hasSize(5)
                .containsExactlyElementsOf(
                        requests.stream().map(TracedRig::traceparent).toList());
        assertThat(TELEMETRY.getSpans())
                .allSatisfy(span -> assertThat(span.getTraceId())
                        .isEqualTo(order.getSpanContext().getTraceId()));
        assertThat(requests.stream().map(span -> TracedRig.attributes(span).get("http.response.status_code")))
                .containsExactly(307L, 200L, 503L, 200L, 204L);
        assertThat(TELEMETRY.getSpans().toString()).doesNotContain("SECRET");
    }

    private static String traceparent(RecordedRequest request) {
        return request.headers().first("traceparent");
    }
}
