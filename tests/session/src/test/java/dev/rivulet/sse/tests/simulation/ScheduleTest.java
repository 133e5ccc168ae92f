package dev.rivulet.sse.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A schedule is data: it can be written down, changed and played. */
class ScheduleTest {
    private static final Move ANSWER = new Move.Answer(new Reply.Stream(false, false));
    private static final Move SEND = new Move.Send(9999, 1);

    @Test
    void a_schedule_written_by_hand_is_played() {
        Schedule schedule = written(
                ANSWER,
                publish(Block.Kind.EVENT, Block.Kind.EVENT),
                SEND,
                new Move.Finish(new Move.End(Phase.BODY, false)),
                new Move.Advance(Duration.ofSeconds(1)),
                ANSWER,
                publish(Block.Kind.EVENT),
                SEND);
        assertThat(new Simulation().play(schedule)).isNull();
        assertThat(Diary.of(schedule)).contains("id=1, data=e0", "id=2, data=e1", "lastEventIdSent=2", "id=3, data=e2");
    }

    @Test
    void moves_that_make_no_sense_do_nothing() {
        Schedule schedule = written(SEND, new Move.EndBurst(), new Move.Work(3), new Move.Request(1), ANSWER, ANSWER);
        assertThat(new Simulation().play(schedule)).isNull();
    }

    @Test
    void each_simpler_move_and_setup_differs() {
        Schedule.of(11).moves().forEach(move -> assertThat(move.simpler()).doesNotContain(move));
        Setup setup = Schedule.of(11).setup();
        assertThat(setup.simpler()).isNotEmpty().doesNotContain(setup);
        assertThat(Setup.plain().simpler()).isEmpty();
    }

    static Schedule written(Move... moves) {
        return new Schedule(0, Setup.plain(), List.of(moves));
    }

    static Move publish(Block.Kind... kinds) {
        return new Move.Publish(Stream.of(kinds)
                .map(kind -> new Block(kind, Block.LineEnd.LF, 0))
                .toList());
    }
}
