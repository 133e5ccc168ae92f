package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.Phase;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What went wrong in other clients with the last event id. */
class ResumeCasesTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void an_id_of_0_is_no_absent_id() {
        rig.subscribe().open().send("id: 41\ndata: a\n\nid: 0\nevent: dropped\ndata: {}\n\n: hb\n\n");
        assertThat(rig.session.lastEventId()).isEqualTo("0");
        rig.cut().backOff();
        assertThat(rig.sentId()).isEqualTo("0");
    }

    @Test
    void a_gap_where_no_id_was_ever_given_does_not_go_unnoticed() {
        rig.dice.load(1);
        rig.subscribe().open().send("data: a\n\n").end();
        rig.backOff();
        rig.time.advance(Duration.ofSeconds(1));
        rig.open().send("data: f\n\n");
        assertThat(rig.opened().gap()).isEqualTo(Duration.ofSeconds(2));
        assertThat(rig.opened().resumeRequested()).isFalse();
        assertThat(rig.opened().attempt()).isEqualTo(2);
        assertThat(rig.data()).containsExactly("a", "f");
    }

    @Test
    void a_gap_that_the_server_could_not_fill_does_not_go_unnoticed() {
        // That 900 does not follow 3 only the program can know; it gets what it needs to look.
        rig.dice.load(1);
        rig.subscribe().open().send("id: 1\ndata: a\n\nid: 3\ndata: c\n\n");
        rig.reopen().send("id: 900\ndata: z\n\n");
        assertThat(rig.opened().gap()).isEqualTo(Duration.ofSeconds(1));
        assertThat(rig.opened().lastEventIdSent()).isEqualTo("3");
        assertThat(rig.data()).containsExactly("a", "c", "z");
    }

    @Test
    void a_post_that_may_have_acted_is_not_sent_again_when_its_answer_breaks_off() {
        rig.subscribe(Rig.post()).open().send("data: a\n\ndata: b\n\n").cut();
        var failure = rig.failed(Failure.ConnectionFailed.class);
        // BODY says that the server had taken the request, and the counter how much of the answer there is.
        assertThat(failure.phase()).isEqualTo(Phase.BODY);
        assertThat(rig.session.metrics().delivered()).isEqualTo(2);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void an_id_that_is_json_goes_back_letter_by_letter_and_that_of_half_an_event_does_not() {
        String first = "[{\"topic\":\"eqiad.mediawiki.recentchange\",\"partition\":0,\"offset\":-1}]";
        String second = first.replace("-1", "17");
        rig.subscribe()
                .open()
                .send(":ok\n\nid: " + first + "\ndata: a\n\nid: " + second + "\nda")
                .cut();
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo(first);
        rig.open().send("id: " + second + "\ndata: b\n\n").cut().backOff();
        assertThat(rig.sentId()).isEqualTo(second);
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void the_id_to_resume_after_is_not_forgotten_by_connections_that_bring_none() {
        rig.subscribe(request -> request.lastEventId("e1"));
        assertThat(rig.sentId()).isEqualTo("e1");
        rig.open().end().backOff();
        assertThat(rig.sentId()).isEqualTo("e1");
        rig.server().failed(Phase.HEAD, new IOException("reset"));
        rig.backOff();
        assertThat(rig.sentId()).isEqualTo("e1");
        rig.open().send(": comment\n\n").end().backOff();
        assertThat(rig.sentId()).isEqualTo("e1");
        rig.open().send("id: e2\ndata: a\n\n").end().backOff();
        assertThat(rig.sentId()).isEqualTo("e2");
    }

    @Test
    void each_request_has_one_line_with_the_newest_id_and_not_one_for_each() {
        rig.subscribe();
        for (int i = 0; i < 4; i++) {
            rig.open().send("retry: 100\nid: id" + i + "\ndata: a\n\n").end().backOff();
            assertThat(rig.request().headers().all("Last-Event-ID")).containsExactly("id" + i);
        }
    }
}
