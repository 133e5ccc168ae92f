package dev.rivulet.sse.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.tests.simulation.WrongRule.Fault;
import java.util.EnumSet;
import java.util.Objects;
import java.util.Set;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** The simulation catches wrong rules for duplicates, the old one too: in the session, and as what is expected of it. */
@Timeout(600)
class DuplicateRuleTest {
    private static final int SEEDS = 3000;
    private static final Set<Invariant> OF_DUPLICATES =
            EnumSet.of(Invariant.NEW_IS_DELIVERED, Invariant.NOTHING_LOST, Invariant.AT_MOST_ONCE, Invariant.CURSOR);

    @ParameterizedTest
    @EnumSource(
            value = Fault.class,
            names = {"NOTHING"},
            mode = EnumSource.Mode.EXCLUDE)
    void a_session_with_a_wrong_rule_is_caught(Fault fault) {
        assertThat(violations(following(fault)).anyMatch(OF_DUPLICATES::contains))
                .isTrue();
    }

    /** Else the others would be caught for how they are put in. */
    @Test
    void a_session_with_the_right_rule_is_not() {
        assertThat(violations(following(Fault.NOTHING))).doesNotContainAnyElementsOf(OF_DUPLICATES);
    }

    /** What users are promised does not depend on what rule is expected. */
    @ParameterizedTest
    @CsvSource({
        "OLD, NEW_IS_DELIVERED",
        "RUN_WITHOUT_END, NEW_IS_DELIVERED",
        "LATE_RUN, NEW_IS_DELIVERED",
        "REPEATED_ID_COUNTS, NEW_IS_DELIVERED",
        "OLDER_EVENTS_COUNT, NEW_IS_DELIVERED",
        "REPEATED_ID_ENDS_RUN, AT_MOST_ONCE",
        "NO_GAPS, AT_MOST_ONCE",
        "ONCE_FOR_ALL, AT_MOST_ONCE"
    })
    void a_wrong_rule_breaks_the_promise_though_it_is_the_one_expected(Fault fault, Invariant broken) {
        Interference wrong = following(fault).withRule(rule -> new WrongRule(fault, rule));
        assertThat(violations(wrong).anyMatch(broken::equals)).isTrue();
    }

    @Test
    void the_right_rule_keeps_the_promise() {
        assertThat(violations(following(Fault.NOTHING).withRule(rule -> new WrongRule(Fault.NOTHING, rule))))
                .doesNotContainAnyElementsOf(OF_DUPLICATES);
    }

    private static Stream<Invariant> violations(Interference fault) {
        var simulation = new Simulation(fault);
        return schedules().map(simulation::play).filter(Objects::nonNull).map(Violation::invariant);
    }

    /** Those with the default rule, in which a subscriber can do all that the session does. */
    private static Stream<Schedule> schedules() {
        return LongStream.range(0, SEEDS).mapToObj(Schedule::of).filter(schedule -> {
            Setup setup = schedule.setup();
            return setup.face() == Setup.Face.SUBSCRIBER
                    && setup.unacknowledged() == 0
                    && setup.dedup().mode() == Dedup.Mode.ID_AND_CONTENT
                    && schedule.moves().stream().noneMatch(DuplicateRuleTest::resetsSilently);
        });
    }

    private static boolean resetsSilently(Move move) {
        return move instanceof Move.Publish publish
                && publish.blocks().stream().anyMatch(block -> block.kind() == Block.Kind.RESET);
    }

    /** The session drops nothing, and its subscriber follows the rule. */
    private static Interference following(Fault fault) {
        Dedup[] asked = {Dedup.defaults()};
        return Interference.NONE
                .withRequest(request -> {
                    asked[0] = request.dedup();
                    return request.dedup(Dedup.off());
                })
                .withSubscriber(to -> new Filter(to, new WrongRule(fault, asked[0])));
    }

    private record Filter(SseSubscriber<SseEvent> to, Rule rule) implements SseSubscriber<SseEvent> {
        @Override
        public void onEvent(SseEvent event) throws Exception {
            String id = event.hasId() ? event.id() : null;
            if (rule.isDuplicate(new Item.Event(-1, event.type(), event.data(), id))) {
                event.ack();
                return;
            }
            to.onEvent(event);
            if (id != null && id.isEmpty()) {
                rule.reset();
            }
        }

        @Override
        public void onState(SessionState state) {
            if (state instanceof SessionState.Open) {
                rule.connected();
            }
            to.onState(state);
        }
    }
}
