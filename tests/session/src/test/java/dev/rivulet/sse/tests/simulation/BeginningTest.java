package dev.rivulet.sse.tests.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Phase;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** close() is final also for what waits for the executor. */
class BeginningTest {
    private final LateSession late = new LateSession();

    @Test
    void a_session_closed_before_it_began_only_closes() {
        late.subscribe(late.request).close();
        late.work();
        late.assertOnlyClosed();
    }

    @Test
    void a_session_closed_when_its_delay_is_over_only_closes() {
        SseSession session = late.subscribe(late.request);
        late.work();
        late.transport.last().failed(Phase.CONNECT, new IOException("refused"));
        late.work();
        late.time.advance(Duration.ofMinutes(1));
        late.states.clear();
        session.close();
        late.work();
        late.assertOnlyClosed();
    }

    @Test
    void the_id_to_begin_with_is_committed_before_the_executor_runs() {
        SseSession session = late.subscribe(late.request.lastEventId("7"));
        assertThat(session.lastEventId()).isEqualTo("7");
    }
}
