package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.TypeRouter;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Handlers by event type, and the filter by event type on the request. */
class TypeRouterTest {
    private static final String FOUR = "id: 1\nevent: price\ndata: 1.5\n\nid: 2\nevent: halt\ndata: x\n\n"
            + "id: 3\nevent: news\ndata: y\n\nid: 4\ndata: z\n\n";

    @RegisterExtension
    final Rig rig = new Rig();

    private final List<String> calls = new ArrayList<>();
    private final TypeRouter prices = SseSubscriber.byType().on("price", event -> calls.add("price " + event.data()));

    @Test
    void each_type_has_its_handler_and_all_others_have_one() {
        subscribe(prices.on("halt", event -> calls.add("halt")).otherwise(event -> calls.add("other " + event.type())));
        assertThat(calls).containsExactly("price 1.5", "halt", "other news", "other message");
        assertThat(rig.session.lastEventId()).isEqualTo("4");
    }

    @Test
    void types_without_a_handler_are_ignored_and_committed() {
        subscribe(prices);
        assertThat(calls).containsExactly("price 1.5");
        assertThat(rig.session.lastEventId()).isEqualTo("4");
    }

    @Test
    void events_without_a_type_are_messages() {
        subscribe(prices.on("message", event -> calls.add("message " + event.data())));
        assertThat(calls).containsExactly("price 1.5", "message z");
    }

    @Test
    void a_router_is_not_changed_by_what_is_derived_from_it() {
        prices.on("halt", event -> calls.add("halt"));
        prices.otherwise(event -> calls.add("other"));
        subscribe(prices);
        assertThat(calls).containsExactly("price 1.5");
    }

    @Test
    void two_handlers_for_one_type_are_refused() {
        assertThatThrownBy(() -> prices.on("price", event -> {}))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("price");
    }

    @Test
    void states_and_the_end_can_be_seen_too() {
        subscribe(prices.onState(state -> calls.add(state.getClass().getSimpleName()))
                .onClosed(closed -> calls.add("closed: " + closed.reason())));
        rig.session.close();
        assertThat(calls).containsExactly("Connecting", "Open", "price 1.5", "Closed", "closed: CLOSED");
    }

    @Test
    void a_handler_that_throws_ends_the_session_as_a_subscriber_does() {
        subscribe(SseSubscriber.byType().on("halt", event -> {
            throw new java.io.IOException("halted");
        }));
        assertThat(rig.failed(Failure.HandlerFailed.class).handler())
                .isEqualTo(Failure.HandlerFailed.Handler.SUBSCRIBER);
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void a_filter_delivers_only_the_types_it_names_and_commits_the_ids_of_the_others() {
        rig.subscribe(request -> request.eventTypes("halt", "message")).open().send(FOUR);
        assertThat(rig.data()).containsExactly("x", "z");
        assertThat(rig.session.lastEventId()).isEqualTo("4");
        assertThat(rig.session.metrics().events()).isEqualTo(4);
        assertThat(rig.session.metrics().delivered()).isEqualTo(2);
    }

    @Test
    void a_replay_is_recognized_across_events_that_the_filter_leaves_out() {
        rig.subscribe(request -> request.eventTypes("message")).open().send(FOUR);
        rig.reopen().send(FOUR).send("id: 5\ndata: new\n\n");
        assertThat(rig.data()).containsExactly("z", "new");
        assertThat(rig.session.metrics().duplicates()).isEqualTo(4);
    }

    @Test
    void an_end_marker_ends_the_stream_whatever_its_type() {
        rig.subscribe(request -> request.eventTypes("price").endMarker("[DONE]"))
                .open();
        rig.send("event: done\ndata: [DONE]\n\n");
        assertThat(rig.closed().reason()).isEqualTo(SessionState.Closed.Reason.END_MARKER);
    }

    private void subscribe(TypeRouter router) {
        rig.session = rig.client.subscribe(Rig.get(), router);
        rig.open().send(FOUR);
    }
}
