package dev.rivulet.sse.opentelemetry;

import static dev.rivulet.sse.opentelemetry.TracedRig.attributes;
import static dev.rivulet.sse.opentelemetry.TracedRig.duration;
import static dev.rivulet.sse.opentelemetry.TracedRig.links;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.sdk.trace.data.SpanData;
import io.opentelemetry.sdk.trace.data.StatusData;
import java.io.IOException;
import java.net.ConnectException;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The time without a stream is a span. */
class OutagesTest {
    @RegisterExtension
    final TracedRig rig = new TracedRig();

    private SpanData outage() {
        assertThat(rig.outages()).hasSize(1);
        return rig.outages().get(0);
    }

    @Test
    void an_outage_lasts_from_the_loss_to_the_resumption_and_is_linked_to_the_requests_before_and_after_it() {
        rig.subscribe(request -> request.name("prices")).open().send("id: 1\ndata: a\n\n");
        rig.advance(Duration.ofMinutes(3)).cut().backOff();
        rig.server().failed(Phase.CONNECT, new ConnectException("refused"));
        rig.backOff().advance(Duration.ofMillis(70)).open();

        SpanData outage = outage();
        Duration gap = ((SessionState.Open) rig.session.state()).gap();
        assertThat(rig.names()).containsExactly("GET prices", "GET prices", "GET prices", "outage");
        assertThat(outage.getKind()).isEqualTo(SpanKind.INTERNAL);
        assertThat(outage.getStatus()).isEqualTo(StatusData.unset());
        assertThat(duration(outage)).isEqualTo(gap).isGreaterThan(Duration.ofSeconds(1));
        assertThat(outage.getStartEpochNanos())
                .isEqualTo(
                        rig.span(0).getEndEpochNanos() + Duration.ofMinutes(3).toNanos());
        assertThat(links(outage))
                .containsExactly(rig.span(0).getSpanContext(), rig.span(2).getSpanContext());
        assertThat(attributes(outage))
                .containsExactlyInAnyOrderEntriesOf(Map.of(
                        "server.address", "news.example",
                        "server.port", 443L,
                        "rivulet.request.name", "prices",
                        "rivulet.outage.loss", "connection_failed",
                        "rivulet.outage.attempts", 2L,
                        "rivulet.outage.end", "open"));
    }

    @Test
    void each_loss_begins_an_outage_of_its_own() {
        rig.subscribe().open();
        for (int i = 0; i < 3; i++) {
            rig.advance(Duration.ofMinutes(2))
                    .send("data: a\n\n")
                    .cut()
                    .backOff()
                    .open();
        }

        assertThat(rig.outages())
                .hasSize(3)
                .allSatisfy(outage -> assertThat(links(outage)).hasSize(2).doesNotHaveDuplicates());
        assertThat(rig.started.count()).isZero();
    }

    @Test
    void an_outage_begins_when_the_first_attempt_fails() {
        rig.subscribe().answer(503).backOff().open();

        assertThat(attributes(outage()))
                .containsEntry("rivulet.outage.loss", "503")
                .containsEntry("rivulet.outage.attempts", 1L);
        assertThat(links(outage()))
                .containsExactly(rig.span(0).getSpanContext(), rig.span(1).getSpanContext());
    }

    @Test
    void a_session_that_is_closed_while_it_backs_off_ends_its_outage() {
        rig.subscribe().open().cut().advance(Duration.ofMillis(100));
        assertThat(rig.session.state()).isInstanceOf(SessionState.BackingOff.class);
        assertThat(rig.started.count()).isEqualTo(1);

        rig.session.close();

        assertThat(duration(outage())).isEqualTo(Duration.ofMillis(100));
        assertThat(outage().getStatus()).isEqualTo(StatusData.unset());
        assertThat(links(outage())).containsExactly(rig.span(0).getSpanContext());
        assertThat(attributes(outage()))
                .containsEntry("rivulet.outage.end", "closed")
                .containsEntry("rivulet.outage.attempts", 0L)
                .doesNotContainKey("error.type");
    }

    @Test
    void a_session_that_is_closed_in_an_attempt_ends_the_request_and_the_outage() {
        rig.subscribe().open().cut().backOff();
        rig.session.close();

        assertThat(rig.names()).containsExactly("GET", "GET", "outage");
        assertThat(attributes(rig.span(1))).containsEntry("error.type", "cancelled");
        assertThat(links(outage()))
                .containsExactly(rig.span(0).getSpanContext(), rig.span(1).getSpanContext());
    }

    @Test
    void an_outage_that_ends_in_a_failure_is_an_error() {
        rig.subscribe().open().cut().backOff().answer(403);

        assertThat(outage().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(outage()))
                .containsEntry("error.type", "403")
                .containsEntry("rivulet.outage.end", "failed");
    }

    @Test
    void an_outage_that_a_204_ends_is_no_error() {
        rig.subscribe().open().cut().backOff().answer(204);

        assertThat(outage().getStatus()).isEqualTo(StatusData.unset());
        assertThat(attributes(outage())).containsEntry("rivulet.outage.end", "no_content");
    }

    @Test
    void a_stream_that_is_lost_for_good_is_an_outage_without_length() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never()))
                .open()
                .cut();

        assertThat(duration(outage())).isZero();
        assertThat(outage().getStatus().getStatusCode()).isEqualTo(StatusCode.ERROR);
        assertThat(attributes(outage()))
                .containsEntry("error.type", "connection_failed")
                .containsEntry("rivulet.outage.attempts", 0L);
    }

    @Test
    void a_handler_that_throws_is_seen() {
        rig.session = rig.client.subscribe(TracedRig.get(), event -> {
            throw new IllegalStateException("SECRET");
        });
        rig.open().send("data: a\n\n");

        assertThat(outage().getStatus())
                .isEqualTo(StatusData.create(
                        StatusCode.ERROR, "handler_failed, SUBSCRIBER, java.lang.IllegalStateException"));
    }

    @Test
    void a_session_that_ends_before_it_could_send_is_seen() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never())
                .customizer(
                        (original, attempt, id, failure) -> CompletableFuture.failedFuture(new IOException("SECRET"))));

        assertThat(rig.names()).containsExactly("outage");
        assertThat(links(outage())).isEmpty();
        assertThat(attributes(outage())).containsEntry("error.type", "customizer_failed");
    }

    @Test
    void a_stream_that_the_application_opens_anew_has_an_outage_until_it_is_open() {
        rig.subscribe().open().send("data: a\n\n");
        rig.session.reconnect();
        rig.server().open();

        assertThat(attributes(outage()))
                .containsEntry("rivulet.outage.loss", "reconnect")
                .containsEntry("rivulet.outage.attempts", 1L);
        assertThat(links(outage())).hasSize(2);
    }

    @Test
    void a_session_that_ends_normally_has_none() {
        rig.session = rig.client.subscribe(
                SseRequest.post(TracedRig.STREAM, "{}").endMarker("[DONE]").delivery(Delivery.inline()), event -> {});
        rig.open().send("data: a\n\ndata: [DONE]\n\n");

        assertThat(rig.session.state()).isInstanceOf(SessionState.Closed.class);
        assertThat(rig.names()).containsExactly("POST");
    }
}
