package dev.rivulet.sse.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.logging.ConsoleHandler;
import java.util.logging.Level;
import java.util.logging.Logger;
import org.junit.jupiter.api.Test;
import org.slf4j.event.SubstituteLoggingEvent;
import org.slf4j.helpers.SubstituteLogger;

/** What the client logs, in the worker's log. */
class CoreLinesTest {
    private final Queue<SubstituteLoggingEvent> logged = new ArrayDeque<>();
    private final CoreLines lines = new CoreLines(new SubstituteLogger("core", logged, false));
    private final Logger core = Logger.getAnonymousLogger();

    @Test
    void a_loss_is_a_detail_however_often_it_comes() {
        CoreLines.takeFrom(core, lines);
        core.info("a: lost");
        core.warning("a: lost; loss 5 in a row");
        assertThat(logged)
                .hasSize(2)
                .allSatisfy(each -> assertThat(each.getLevel()).isEqualTo(org.slf4j.event.Level.DEBUG))
                .extracting(SubstituteLoggingEvent::getMessage)
                .containsExactly("a: lost", "a: lost; loss 5 in a row");
    }

    @Test
    void an_exception_and_an_error_are_seen() {
        CoreLines.takeFrom(core, lines);
        var thrown = new IllegalStateException("x");
        core.log(Level.WARNING, "the transport failed to close", thrown);
        core.severe("a session was not closed");
        assertThat(logged)
                .extracting(SubstituteLoggingEvent::getLevel)
                .containsExactly(org.slf4j.event.Level.WARN, org.slf4j.event.Level.ERROR);
        assertThat(logged.remove().getThrowable()).isSameAs(thrown);
    }

    @Test
    void nothing_reaches_the_standard_error_of_the_worker() {
        CoreLines.takeFrom(core, lines);
        assertThat(core.getUseParentHandlers()).isFalse();
    }

    @Test
    void handlers_that_the_worker_has_for_these_lines_keep_them() {
        var own = new ConsoleHandler();
        core.addHandler(own);
        CoreLines.takeFrom(core, lines);
        assertThat(core.getHandlers()).containsExactly(own);
        assertThat(core.getUseParentHandlers()).isTrue();
    }
}
