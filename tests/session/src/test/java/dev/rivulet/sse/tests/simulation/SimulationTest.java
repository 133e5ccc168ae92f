package dev.rivulet.sse.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.TestedPart;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The session's invariants, on random schedules. What fails prints its seed and a small schedule. */
@Timeout(600)
class SimulationTest {
    private static final long FIRST = 20_260_101;
    private static final int SCHEDULES = TestedPart.current() == TestedPart.VERIFY ? 3_000 : 10_000;

    @Test
    @Tag("counts")
    void thousands_of_schedules_violate_nothing() throws InterruptedException {
        List<Finding> found = new Simulation().run(FIRST, SCHEDULES, 1);
        assertThat(found)
                .withFailMessage(() -> found.stream().map(Finding::report).collect(Collectors.joining("\n")))
                .isEmpty();
    }

    /** Each has a burst that is longer than the one before it, in several parts. */
    @Test
    void schedules_whose_bursts_grow_violate_nothing() throws InterruptedException {
        for (long seed : new long[] {190852, 191216, 191760, 192346, 192749}) {
            assertThat(new Simulation().run(seed, 1, 1)).isEmpty();
        }
    }

    @Test
    void the_same_seed_makes_the_same_schedule() {
        assertThat(Schedule.of(42)).isEqualTo(Schedule.of(42)).isNotEqualTo(Schedule.of(43));
    }

    @Test
    void the_same_schedule_makes_the_same_run() {
        for (long seed = 0; seed < 200; seed++) {
            Schedule schedule = Schedule.of(seed);
            assertThat(Diary.of(schedule)).isEqualTo(Diary.of(schedule));
        }
    }

    @Test
    void schedules_lead_to_what_they_are_made_for() {
        String diaries =
                LongStream.range(0, 500).mapToObj(Schedule::of).map(Diary::of).collect(Collectors.joining());
        assertThat(diaries)
                .contains("Open[")
                .contains("BackingOff[failure=StreamEnded")
                .contains("kind=IDLE", "kind=RESPONSE_HEAD", "kind=FIRST_EVENT", "kind=CONNECTION_AGE", "kind=TOTAL")
                .contains("LimitExceeded", "CorruptEncoding", "BadRedirect", "LastEventIdRejected", "NotAnEventStream")
                .contains("ServerDelayTooLong", "HandlerFailed", "reason=NO_CONTENT", "reason=SERVER_ENDED")
                .contains("attempt=5", "id=,", "lastEventIdSent=3");
    }

    @Test
    void a_schedule_prints_its_seed_its_setup_and_its_moves() {
        Schedule schedule = Schedule.of(7);
        assertThat(schedule.toString()).startsWith("seed 7\n").contains("   1. ");
    }
}
