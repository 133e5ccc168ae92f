package dev.rivulet.sse.testkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.spi.Phase;
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
        // That 900 does not follow 3 only the program can know; it is told what it needs to look.
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
        var failure = rig.failed(Failure.Disconnected.class);
        // BODY says that the server had taken the request, and the counter how much of the answer there is.
        assertThat(failure.phase()).isEqualTo(Phase.BODY);
        assertThat(rig.session.metrics().delivered()).isEqualTo(2);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }
}
