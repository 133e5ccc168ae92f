package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.policy.Limits.OversizedEvent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** How much a server may make the client hold. */
class LimitsTest {
    private static final Limits TEN = Limits.defaults().eventBytes(10);

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void a_longer_event_fails_the_session_and_the_failure_names_the_option() {
        rig.subscribe(request -> request.limits(TEN)).open();
        rig.send("id: 1\ndata: a\n\nid: 2\ndata: " + "x".repeat(11) + "\n\nid: 3\ndata: c\n\n");
        var failure = rig.failed(Failure.LimitExceeded.class);
        assertThat(failure.option()).contains("eventBytes");
        assertThat(failure.limit()).isEqualTo(10);
        assertThat(rig.data()).containsExactly("a");
        assertThat(rig.session.lastEventId()).isEqualTo("1");
    }

    @Test
    void an_event_that_never_ends_fails_as_soon_as_it_is_too_long() {
        rig.subscribe(request -> request.limits(TEN)).open().send("data: ");
        for (int i = 0; i < 10; i++) {
            rig.send("x");
        }
        rig.opened();
        rig.send("x");
        rig.failed(Failure.LimitExceeded.class);
    }

    @Test
    void an_event_of_just_that_length_is_delivered() {
        rig.subscribe(request -> request.limits(TEN)).open().send("data: 0123456789\n\ndata: 0123\ndata: 56789\n\n");
        assertThat(rig.data()).containsExactly("0123456789", "0123\n56789");
    }

    @Test
    void a_longer_event_is_skipped_where_the_user_says_so_and_its_id_is_committed_and_sent() {
        rig.subscribe(request -> request.limits(TEN.oversizedEvent(OversizedEvent.SKIP)))
                .open();
        rig.send("id: 1\ndata: a\n\nid: 2\ndata: " + "x".repeat(1000));
        assertThat(rig.session.lastEventId()).isEqualTo("1");
        rig.send("x".repeat(1000) + "\n\n");
        assertThat(rig.session.lastEventId()).isEqualTo("2");
        assertThat(rig.session.metrics().skipped()).isEqualTo(1);

        rig.reopen();

        assertThat(rig.sentId()).isEqualTo("2");
        rig.send("id: 3\ndata: c\n\n");
        assertThat(rig.data()).containsExactly("a", "c");
    }

    @Test
    void the_id_of_a_skipped_event_that_broke_off_is_not_taken_over() {
        rig.subscribe(request -> request.limits(TEN.oversizedEvent(OversizedEvent.SKIP)))
                .open();
        rig.send("id: 1\ndata: a\n\nid: 2\ndata: " + "x".repeat(1000) + "\n");
        rig.reopen();
        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void a_skipped_event_comes_with_the_next_connection_as_any_other() {
        rig.subscribe(request -> request.limits(TEN.oversizedEvent(OversizedEvent.SKIP)))
                .open();
        rig.send("data: " + "x".repeat(1000));
        rig.reopen().send("\n\ndata: b\n\n");
        assertThat(rig.data()).containsExactly("b");
        assertThat(rig.session.metrics().skipped()).isZero();
    }

    @Test
    void endless_comments_and_unknown_fields_are_not_held() {
        rig.session = rig.client.subscribe(Rig.get(), event -> {}); // does not want comments
        rig.open().send(": ");
        for (int i = 0; i < 100; i++) {
            rig.send("comment".repeat(1000));
            assertThat(rig.pool.outstanding()).isLessThanOrEqualTo(1);
        }
        rig.send("\nunknown: ");
        for (int i = 0; i < 100; i++) {
            rig.send("field".repeat(1000));
            assertThat(rig.pool.outstanding()).isLessThanOrEqualTo(1);
        }
        assertThat(rig.pool.mostOutstanding()).isLessThanOrEqualTo(3);
    }

    @Test
    void the_longest_header_section_is_the_transports_to_bound() {
        rig.subscribe(request -> request.limits(Limits.defaults().headBytes(4096)));
        assertThat(rig.request().headBytes()).isEqualTo(4096);
    }
}
