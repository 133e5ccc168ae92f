package dev.rivulet.sse.opentelemetry;

import static dev.rivulet.sse.opentelemetry.TracedRig.attributes;
import static dev.rivulet.sse.opentelemetry.TracedRig.duration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Features;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Each request has a span, by the semantic conventions for HTTP clients. */
class RequestSpansTest {
    @RegisterExtension
    final TracedRig rig = new TracedRig();

    @Test
    void a_stream_that_opens_is_a_client_span_that_ends_with_the_head_of_the_response() {
        rig.subscribe().advance(Duration.ofMillis(30)).open();

        SpanData span = rig.span(0);
        assertThat(rig.spans()).hasSize(1);
        assertThat(span.getKind()).isEqualTo(SpanKind.CLIENT);
        assertThat(span.getName()).isEqualTo("GET");
        assertThat(span.getStatus()).isEqualTo(StatusData.unset());
        assertThat(span.getParentSpanContext().isValid()).isFalse();
        assertThat(duration(span)).isEqualTo(Duration.ofMillis(30));
        assertThat(attributes(span))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "http.request.method", "GET",
                        "url.full", "https://news.example/stream",
                        "server.address", "news.example",
                        "server.port", 443L,
                        "http.response.status_code", 200L,
                        "network.protocol.name", "http",
                        "network.protocol.version", "1.1",
                        "rivulet.attempt", 1L));
        assertThat(span.getInstrumentationScopeInfo().getName()).isEqualTo("dev.rivulet.sse");
        assertThat(rig.traceparent()).isEqualTo(TracedRig.traceparent(span));
    }

    @Test
    void a_stream_of_hours_is_no_open_span() {
        rig.subscribe()
                .open()
                .send("data: a\n\n")
                .advance(Duration.ofMinutes(4))
                .send("data: b\n\n");

        assertThat(rig.data).containsExactly("a", "b");
        assertThat(rig.started.count()).isZero();
        assertThat(rig.spans()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({"http/1.1, 1.1", "h2, 2", "h3, 3"})
    void the_version_of_the_protocol_is_that_which_was_spoken(String alpn, String version) {
        rig.transport.withFeatures(Features.of(alpn));
        rig.subscribe().open();

        assertThat(attributes(rig.span(0))).containsEntry("network.protocol.version", version);
    }

    @Test
    void the_name_of_the_request_is_in_the_name_of_the_span() {
        rig.subscribe(request -> request.name("prices")).open();

        assertThat(rig.names()).containsExactly("GET prices");
        assertThat(attributes(rig.span(0))).containsEntry("rivulet.request.name", "prices");
    }

    @Test
    void a_method_that_is_not_known_is_reported_as_other() {
        rig.session =
                rig.client.subscribe(SseRequest.of("FETCH", TracedRig.STREAM).delivery(Delivery.inline()), event -> {});
        rig.open();

        assertThat(rig.names()).containsExactly("HTTP");
        assertThat(attributes(rig.span(0)))
                .containsEntry("http.request.method", "_OTHER")
                .containsEntry("http.request.method_original", "FETCH");
    }

    @Test
    void the_methods_that_are_known_can_be_set() {
        assertThat(Methods.known("GET, FETCH,GET")).containsExactlyInAnyOrder("GET", "FETCH");
        assertThat(Methods.known(null)).contains("GET", "QUERY").doesNotContain("FETCH");
    }

    @ParameterizedTest
    @CsvSource({
        "http://news.example/s, news.example, 80, http://news.example/s",
        "https://NEWS.example:8443/s, news.example, 8443, https://NEWS.example:8443/s",
        "http://[::1]:8080/s, ::1, 8080, http://[::1]:8080/s",
        "http://event_service/s, event_service, 80, http://event_service/s"
    })
    void address_and_port_are_those_of_the_uri(String uri, String address, long port, String shown) {
        rig.session = rig.client.subscribe(SseRequest.get(uri).delivery(Delivery.inline()), event -> {});
        rig.open();

        assertThat(attributes(rig.span(0)))
                .containsEntry("server.address", address)
                .containsEntry("server.port", port)
                .containsEntry("url.full", shown);
    }

    @Test
    void a_redirect_is_a_span_of_its_own_and_the_request_that_follows_it_is_a_resend() {
        rig.subscribe();
        String redirectedParent = rig.traceparent();
        rig.answer(307, "Location", "https://other.example:8443/there?key=SECRET")
                .open();

        SpanData redirected = rig.span(0);
        SpanData followed = rig.span(1);
        assertThat(redirected.getStatus()).isEqualTo(StatusData.unset());
        assertThat(attributes(redirected))
                .containsEntry("http.response.status_code", 307L)
                .containsEntry("server.address", "news.example")
                .doesNotContainKeys("error.type", "http.request.resend_count");
        assertThat(attributes(followed))
                .containsEntry("http.response.status_code", 200L)
                .containsEntry("http.request.resend_count", 1L)
                .containsEntry("rivulet.attempt", 1L)
                .containsEntry("server.address", "other.example")
                .containsEntry("server.port", 8443L)
                .containsEntry("url.full", "https://other.example:8443/there");
        assertThat(redirectedParent).isEqualTo(TracedRig.traceparent(redirected));
        assertThat(rig.traceparent()).isEqualTo(TracedRig.traceparent(followed));
        assertThat(rig.outages()).isEmpty();
    }

    @Test
    void a_request_that_a_customizer_makes_after_a_401_is_a_resend() {
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) ->
                        CompletableFuture.completedFuture(original.bearer("SECRET" + attempt))))
                .answer(401)
                .open();

        assertThat(attributes(rig.span(0))).containsEntry("error.type", "401");
        assertThat(attributes(rig.span(1)))
                .containsEntry("http.request.resend_count", 1L)
                .containsEntry("http.response.status_code", 200L);
    }

    @Test
    void the_span_that_is_current_where_the_session_is_opened_is_the_parent_of_all() {
        Span parent = rig.sdk.getTracer("test").spanBuilder("order").startSpan();
        try (var scope = parent.makeCurrent()) {
            rig.subscribe();
        }
        rig.open().cut().backOff().open();
        parent.end();

        List<SpanData> ours = rig.spans().subList(0, 3);
        assertThat(rig.names()).containsExactly("GET", "GET", "outage", "order");
        assertThat(ours).allSatisfy(span -> {
            assertThat(span.getTraceId()).isEqualTo(parent.getSpanContext().getTraceId());
            assertThat(span.getParentSpanId()).isEqualTo(parent.getSpanContext().getSpanId());
        });
    }

    @Test
    void the_request_that_a_customizer_makes_is_the_one_that_is_reported() {
        URI elsewhere = URI.create("https://b.example/other?token=SECRET");
        rig.subscribe(request -> request.customizer(
                        (original, attempt, id, failure) -> CompletableFuture.completedFuture(original.uri(elsewhere))))
                .open();

        assertThat(attributes(rig.span(0)))
                .containsEntry("server.address", "b.example")
                .containsEntry("url.full", "https://b.example/other");
    }
}
