package dev.rivulet.sse.opentelemetry;

import static dev.rivulet.sse.opentelemetry.TracedRig.attributes;
import static dev.rivulet.sse.opentelemetry.TracedRig.duration;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.net.ConnectException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What the span of a request that fails says of it. */
class RequestErrorsTest {
    @RegisterExtension
    final TracedRig rig = new TracedRig();

    @Test
    void a_connection_that_cannot_be_made_is_an_error_without_a_status_code() {
        rig.subscribe();
        rig.server().failed(Phase.CONNECT, new ConnectException("SECRET"));

        SpanData span = rig.span(0);
        assertThat(span.getStatus())
                .isEqualTo(
                        StatusData.create(StatusCode.ERROR, "connection_failed, CONNECT, java.net.ConnectException"));
        assertThat(attributes(span))
                .containsEntry("error.type", "connection_failed")
                .doesNotContainKeys("http.response.status_code", "network.protocol.version");
    }

    @Test
    void a_response_that_does_not_come_is_an_error_when_its_time_is_over() {
        rig.subscribe().advance(Duration.ofMinutes(2));

        assertThat(rig.span(0).getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, "timed_out, RESPONSE_HEAD"));
        assertThat(attributes(rig.span(0))).containsEntry("error.type", "timed_out");
        assertThat(duration(rig.span(0))).isEqualTo(Duration.ofMinutes(2));
    }

    @Test
    void a_503_is_an_error_and_the_request_that_follows_it_is_a_resend() {
        rig.subscribe().answer(503).backOff().open();

        SpanData refused = rig.span(0);
        SpanData opened = rig.span(1);
        assertThat(refused.getStatus()).isEqualTo(StatusData.create(StatusCode.ERROR, ""));
        assertThat(attributes(refused))
                .containsEntry("error.type", "503")
                .containsEntry("http.response.status_code", 503L)
                .doesNotContainKey("http.request.resend_count");
        assertThat(opened.getStatus()).isEqualTo(StatusData.unset());
        assertThat(attributes(opened))
                .containsEntry("http.request.resend_count", 1L)
                .containsEntry("rivulet.attempt", 2L)
                .doesNotContainKey("error.type");
        assertThat(opened.getTraceId()).as("as in the conventions' example").isNotEqualTo(refused.getTraceId());
        assertThat(rig.traceparent()).isEqualTo(TracedRig.traceparent(opened));
    }

    @Test
    void the_span_of_an_error_response_does_not_wait_for_its_body() {
        rig.subscribe();
        rig.server().head(503, Headers.none());

        assertThat(rig.spans()).hasSize(1);
        assertThat(rig.session.state()).isInstanceOf(SessionState.Connecting.class);
    }

    @Test
    void a_redirect_that_is_not_followed_is_an_error() {
        rig.subscribe().answer(307, "Location", "http://news.example/plain");

        assertThat(rig.transport.opened()).isEqualTo(1);
        assertThat(rig.names()).containsExactly("GET");
        assertThat(attributes(rig.span(0)))
                .containsEntry("error.type", "bad_redirect")
                .containsEntry("http.response.status_code", 307L);
    }

    @Test
    void a_response_that_is_no_event_stream_is_an_error_although_its_status_is_200() {
        rig.subscribe().answer(200, "Content-Type", "text/html");

        assertThat(rig.span(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(rig.span(0)))
                .containsEntry("error.type", "not_an_event_stream")
                .containsEntry("http.response.status_code", 200L);
        assertThat(rig.names()).containsExactly("GET");
    }

    @Test
    void a_status_that_is_no_error_and_opens_no_stream_is_reported_by_its_number() {
        rig.subscribe().answer(206);

        assertThat(rig.span(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(rig.span(0))).containsEntry("error.type", "206");
    }

    @Test
    void a_204_is_no_error() {
        rig.subscribe().answer(204);

        assertThat(rig.span(0).getStatus()).isEqualTo(StatusData.unset());
        assertThat(attributes(rig.span(0))).doesNotContainKey("error.type");
        assertThat(rig.names()).containsExactly("GET");
    }

    @Test
    void a_request_is_cancelled_when_its_session_is_closed() {
        rig.subscribe();
        rig.session.close();

        assertThat(rig.span(0).getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(rig.span(0))).containsEntry("error.type", "cancelled");
    }
}
