package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Headers;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** Nothing but Closed is called after close(), also where a loss was on its way. */
class LossAfterCloseTest {
    private final LateSession late = new LateSession();

    @Test
    void a_session_closed_in_its_unfinished_last_event_is_not_said_to_back_off() {
        SseSession session = late.subscribe(late.inline.deliverUnfinished(true));
        late.onEvent = () -> {
            late.states.clear();
            session.close();
        };
        late.transport.last().open().bytes("data: a\n").end();
        late.assertOnlyClosed();
    }

    @Test
    void a_session_closed_when_the_time_for_a_refused_body_is_over_is_not_said_to_back_off() {
        SseSession session = late.subscribe(late.request);
        late.work();
        late.transport.last().head(503, Headers.none());
        late.work();
        late.time.advance(Duration.ofSeconds(3));
        late.states.clear();
        session.close();
        late.work();
        late.assertOnlyClosed();
    }
}
