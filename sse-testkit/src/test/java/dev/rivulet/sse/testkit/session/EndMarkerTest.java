package dev.rivulet.sse.testkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.EndRule.Verdict;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** DESIGN 8: end markers, in-band errors, and the unfinished last event of servers that omit the blank line. */
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
}
