package dev.rivulet.sse.micrometer;

import static dev.rivulet.sse.micrometer.ObservedRig.high;
import static dev.rivulet.sse.micrometer.ObservedRig.low;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.policy.ReconnectPolicy;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.observation.DefaultMeterObservationHandler;
import io.micrometer.observation.Observation;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Each request is an observation until the head of its response. */
class ObservationsTest {
    @RegisterExtension
    final ObservedRig rig = new ObservedRig();

    @Test
    void a_request_has_the_key_values_of_its_stream_and_its_response() {
        rig.subscribe(request -> request.name("prices")).open();

        Observation.Context context = rig.stopped(0);
        assertThat(context.getName()).isEqualTo("sse.client.requests");
        assertThat(context.getContextualName()).isEqualTo("GET prices");
        assertThat(context.getError()).isNull();
        assertThat(low(context))
                .isEqualTo(Map.of(
                        "name",
                        "prices",
                        "host",
                        "news.example",
                        "method",
                        "GET",
                        "status",
                        "200",
                        "outcome",
                        "SUCCESS",
                        "cause",
                        "none"));
        assertThat(high(context)).isEqualTo(Map.of("http.url", "https://news.example/stream", "attempt", "1"));
        assertThat(rig.recording.stopped.get(0).getResponse().status()).isEqualTo(200);
    }

    @Test
    void a_stream_of_hours_is_no_open_observation() {
        rig.subscribe().open().send("a").advance(Duration.ofMinutes(4)).send("b");

        assertThat(rig.data).containsExactly("a", "b");
        assertThat(rig.recording.started).isEqualTo(1);
        assertThat(rig.recording.stopped).hasSize(1);
        assertThat(rig.stopped(0).getContextualName()).isEqualTo("GET");
    }

    @Test
    void what_a_handler_sets_is_sent_with_each_request() {
        rig.subscribe();
        assertThat(rig.traceparent()).isEqualTo("request 1");
        rig.open().cut().backOff();

        assertThat(rig.traceparent()).isEqualTo("request 2");
        rig.open();
        assertThat(high(rig.stopped(1))).containsEntry("attempt", "2");
    }

    @Test
    void a_redirect_has_its_own_and_shows_no_secret() {
        rig.subscribe().redirect("https://me:Pa55@other.example/there?key=Pa55#Pa55");
        assertThat(rig.traceparent()).isEqualTo("request 2");
        rig.open();

        assertThat(low(rig.stopped(0))).containsEntry("status", "307").containsEntry("outcome", "REDIRECTION");
        assertThat(rig.stopped(0).getError()).isNull();
        assertThat(low(rig.stopped(1))).containsEntry("host", "news.example").containsEntry("status", "200");
        assertThat(high(rig.stopped(1))).containsEntry("http.url", "https://other.example/there");
        assertThat(rig.stopped(1).toString()).doesNotContain("Pa55");
    }

    @Test
    void a_response_that_is_not_accepted_is_an_error() {
        rig.subscribe().answer(503).backOff().answer(404);

        assertThat(low(rig.stopped(0)))
                .containsEntry("status", "503")
                .containsEntry("outcome", "SERVER_ERROR")
                .containsEntry("cause", "http_error");
        assertThat(rig.stopped(0).getError()).hasMessage("http_error, 503");
        assertThat(low(rig.stopped(1))).containsEntry("status", "404").containsEntry("outcome", "CLIENT_ERROR");
    }

    @Test
    void a_connection_that_fails_is_an_error_without_the_message_of_its_exception() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxAttempts(1)))
                .cut();

        assertThat(low(rig.stopped(0)))
                .containsEntry("status", "none")
                .containsEntry("outcome", "UNKNOWN")
                .containsEntry("cause", "connection_failed");
        assertThat(rig.stopped(0).getError()).hasMessage("connection_failed, java.io.IOException");
    }

    @Test
    void a_session_that_is_closed_before_the_response_cancels() {
        rig.subscribe();
        rig.session.close();

        assertThat(low(rig.stopped(0))).containsEntry("cause", "cancelled").containsEntry("status", "none");
        assertThat(rig.stopped(0).getError()).hasMessage("cancelled");
    }

    @Test
    void the_observation_where_the_session_is_opened_is_the_parent_of_all() {
        Observation parent = Observation.start("order", rig.registry);
        parent.scoped(() -> {
            rig.subscribe();
        });
        parent.stop();
        rig.open().cut().backOff().open();

        assertThat(rig.recording.stopped)
                .hasSize(2)
                .allSatisfy(
                        context -> assertThat(context.getParentObservation()).isSameAs(parent));
    }

    @Test
    void without_one_there_is_no_parent_whatever_the_transport_has() {
        rig.subscribe();
        Observation other = Observation.start("transport", rig.registry);
        other.scoped(() -> {
            rig.open().cut().backOff();
        });
        rig.open();

        assertThat(rig.recording.stopped)
                .hasSize(2)
                .allSatisfy(
                        context -> assertThat(context.getParentObservation()).isNull());
    }

    @Test
    void a_meter_registry_makes_a_timer_of_them_whose_tags_are_always_the_same() {
        rig.registry.observationConfig().observationHandler(new DefaultMeterObservationHandler(rig.fake().registry));
        rig.subscribe().answer(503).backOff().open();

        List<Timer> timers =
                List.copyOf(rig.fake().registry.get("sse.client.requests").timers());
        assertThat(timers).hasSize(2).allSatisfy(timer -> {
            assertThat(timer.count()).isEqualTo(1);
            assertThat(timer.getId().getTags())
                    .extracting("key")
                    .containsExactlyInAnyOrder("name", "host", "method", "status", "outcome", "cause", "error");
        });
    }

    @Test
    void a_registry_without_handlers_costs_nothing() {
        var idle = new SseObservations(io.micrometer.observation.ObservationRegistry.create());

        assertThat(idle.observe(null, Rig.request())).isNull();
    }
}
