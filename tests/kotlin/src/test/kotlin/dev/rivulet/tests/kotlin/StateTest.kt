package dev.rivulet.tests.kotlin

import dev.rivulet.sse.SessionState
import dev.rivulet.sse.SseEvent
import dev.rivulet.sse.SseSession
import dev.rivulet.sse.SseSubscriber
import dev.rivulet.sse.http.Phase
import java.io.IOException
import java.time.Duration
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** The states are sealed: a when over them needs no else. */
class StateTest {
    @AutoClose
    private val fake = FakeServer()

    private val seen = mutableListOf<String>()

    @Test
    fun each_state_says_what_it_knows() {
        val session = fake.client.subscribe(fake.request, object : SseSubscriber<SseEvent> {
            override fun onEvent(event: SseEvent) {}

            override fun onState(state: SessionState) {
                seen += text(state)
            }
        })
        fake.exchange.open().bytes("id: 7\ndata: a\n\n").failed(Phase.BODY, IOException("reset"))
        fake.time.advance(Duration.ofSeconds(1))
        fake.exchange.open()
        assertThat(healthy(session)).isTrue()
        session.close()

        assertThat(seen).containsExactly(
            "attempt 1",
            "http/1.1",
            "connection_failed after event 1, 2 in PT0S",
            "attempt 2",
            "after 7, lost for PT1S",
            "closed",
        )
    }

    private fun text(state: SessionState): String = when (state) {
        is SessionState.Connecting -> "attempt ${state.attempt}"
        is SessionState.Open -> {
            if (state.resumeRequested()) "after ${state.lastEventIdSent}, lost for ${state.gap}" else state.protocol
        }
        is SessionState.BackingOff -> {
            "${state.failure.code()} after event ${state.progress.events}, ${state.nextAttempt()} in ${state.delay}"
        }
        is SessionState.Closed -> when (state.reason) {
            SessionState.Closed.Reason.CLOSED -> "closed"
            SessionState.Closed.Reason.NO_CONTENT, SessionState.Closed.Reason.SERVER_ENDED -> "ended by the server"
            SessionState.Closed.Reason.END_MARKER -> "complete"
            SessionState.Closed.Reason.FAILED -> "failed: ${state.failure?.advice()}"
        }
    }

    private fun healthy(session: SseSession): Boolean = when (session.health()) {
        SseSession.Health.HEALTHY, SseSession.Health.IDLE -> session.lastActivity() != null
        SseSession.Health.CONNECTING, SseSession.Health.RECONNECTING -> false
        SseSession.Health.FAILED, SseSession.Health.CLOSED -> false
    }
}
