package dev.rivulet.sse.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/** An event without an id of its own says the last event ID that stands, whatever block set it. */
class StandingIdTest {
    private static final Move ANSWER = new Move.Answer(new Reply.Stream(false, false));
    private static final Move SEND = new Move.Send(9999, 1);

    @Test
    void an_event_after_a_checkpoint_says_the_id_of_the_checkpoint() {
        assertHolds(ScheduleTest.publish(Block.Kind.EVENT, Block.Kind.CHECKPOINT, Block.Kind.ANONYMOUS));
    }

    @Test
    void an_event_after_a_reset_says_no_id() {
        assertHolds(ScheduleTest.publish(Block.Kind.EVENT, Block.Kind.RESET, Block.Kind.ANONYMOUS));
    }

    private static void assertHolds(Move publish) {
        assertThat(new Simulation().play(ScheduleTest.written(ANSWER, publish, SEND)))
                .isNull();
    }
}
