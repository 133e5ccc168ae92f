package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.EndRule.Verdict;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** End markers, in-band errors, and the unfinished last event of servers that omit the blank line. */
class EndMarkerTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void the_marker_ends_the_session_at_once_and_is_not_delivered() {
        rig.subscribe(request -> request.endMarker("[DONE]")).open();
        rig.send("id: 1\ndata: a\n\ndata: [DONE]\n\ndata: more\n\n");
        rig.ended(Reason.END_MARKER);
        assertThat(rig.server().isCancelled()).isTrue();
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void what_only_looks_like_the_marker_is_an_event() {
        rig.subscribe(request -> request.endMarker("[DONE]")).open();
        rig.send("data: [DONE] \n\ndata: [DONE\n\ndata: [DONE]\ndata:\n\ndata\n\n");
        assertThat(rig.seen.events).hasSize(4);
        rig.opened();
    }

    @Test
    void the_id_of_the_marker_is_committed() {
        // Else a later session asks for what is over.
        rig.subscribe(request -> request.endMarker("[DONE]")).open();
        rig.send("id: 1\ndata: a\n\nid: 2\ndata: [DONE]\n\n");
        assertThat(rig.session.lastEventId()).isEqualTo("2");
    }

    @Test
    void a_posts_answer_without_its_marker_is_truncated() {
        rig.subscribe(Rig.post().endMarker("[DONE]")).open().send("data: a\n\n").end();
        rig.failed(Failure.Truncated.class);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_gets_stream_without_its_marker_is_truncated_and_opened_again() {
        rig.subscribe(request -> request.endMarker("[DONE]"))
                .open()
                .send("id: 1\ndata: a\n\n")
                .end();
        rig.retrying(Failure.Truncated.class);
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open().send("data: [DONE]\n\n");
        rig.ended(Reason.END_MARKER);
    }

    @Test
    void an_unfinished_marker_is_none() {
        rig.subscribe(Rig.post().endMarker("[DONE]"))
                .open()
                .send("data: [DONE]\n")
                .end();
        rig.failed(Failure.Truncated.class);
    }

    @Test
    void an_unfinished_marker_counts_where_unfinished_events_do() {
        rig.subscribe(Rig.post().endMarker("[DONE]").deliverUnfinished(true))
                .open()
                .send("data: a\n\ndata: [DONE]")
                .end();
        rig.ended(Reason.END_MARKER);
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void an_unfinished_event_is_delivered_at_a_clean_end_where_the_user_says_so_and_moves_no_cursor() {
        rig.subscribe(request -> request.deliverUnfinished(true)).open();
        rig.send("id: 1\ndata: a\n\nid: 2\ndata: b").end();
        assertThat(rig.data()).containsExactly("a", "b");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("1");
        rig.open().send("id: 2\ndata: b\n\n"); // whole this time
        assertThat(rig.session.lastEventId()).isEqualTo("2");
    }

    @Test
    void an_unfinished_event_is_dropped_at_a_loss_even_so() {
        rig.subscribe(request -> request.deliverUnfinished(true)).open();
        rig.send("data: a\n\ndata: b").cut();
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void an_unfinished_event_is_dropped_by_default() {
        rig.subscribe().open().send("data: a\n\ndata: b\n").end();
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void an_in_band_error_fails_the_session_with_what_it_says() {
        EndRule rule = view -> view.type().equals("error") ? Verdict.FAIL : Verdict.CONTINUE;
        rig.subscribe(request -> request.endRule(rule)).open();
        rig.send("id: 1\ndata: a\n\nid: 2\nevent: error\ndata: overloaded\n\nid: 3\ndata: c\n\n");
        assertThat(rig.failed(Failure.ErrorEvent.class).detail()).isEqualTo("overloaded");
        assertThat(rig.data()).containsExactly("a");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void a_rule_that_does_not_require_an_end_leaves_a_clean_end_alone() {
        rig.subscribe(Rig.post().endRule(view -> Verdict.CONTINUE))
                .open()
                .send("data: a\n\n")
                .end();
        rig.ended(Reason.SERVER_ENDED);
    }

    /** A marker and a rule, in either order. */
    static List<SseRequest> markersAndRules() {
        EndRule rule = view -> view.type().equals("error") ? Verdict.FAIL : Verdict.CONTINUE;
        SseRequest once = Rig.post().reconnect(ReconnectPolicy.never());
        return List.of(
                once.endMarker("[DONE]").endRule(rule), once.endRule(rule).endMarker("[DONE]"));
    }

    @ParameterizedTest
    @MethodSource("markersAndRules")
    void beside_a_rule_a_marker_ends_the_stream(SseRequest request) {
        rig.subscribe(request).open().send("data: a\n\ndata: [DONE]\n\n");
        rig.ended(Reason.END_MARKER);
    }

    @ParameterizedTest
    @MethodSource("markersAndRules")
    void beside_a_marker_a_rule_sees_errors(SseRequest request) {
        rig.subscribe(request).open().send("event: error\ndata: overloaded\n\n");
        rig.failed(Failure.ErrorEvent.class);
    }

    @ParameterizedTest
    @MethodSource("markersAndRules")
    void beside_a_rule_a_marker_is_still_required(SseRequest request) {
        rig.subscribe(request).open().send("data: a\n\n").end();
        rig.failed(Failure.Truncated.class);
    }

    @Test
    void the_marker_is_judged_before_the_rule() {
        rig.subscribe(request -> request.endMarker("[DONE]").endRule(view -> Verdict.FAIL))
                .open()
                .send("data: [DONE]\n\n");
        rig.ended(Reason.END_MARKER);
    }

    @Test
    void an_end_that_is_required_of_a_rule_makes_a_body_without_it_truncated() {
        EndRule rule = view -> view.data().equals("bye") ? Verdict.END : Verdict.CONTINUE;
        rig.subscribe(request -> request.endRule(rule).endRequired(true).reconnect(ReconnectPolicy.never()))
                .open()
                .end();
        rig.failed(Failure.Truncated.class);
    }
}
