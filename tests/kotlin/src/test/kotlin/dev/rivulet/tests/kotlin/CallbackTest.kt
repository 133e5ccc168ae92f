package dev.rivulet.tests.kotlin

import dev.rivulet.sse.Failure
import dev.rivulet.sse.SessionState
import dev.rivulet.sse.SseEvent
import dev.rivulet.sse.SseSubscriber
import dev.rivulet.sse.policy.Batching
import java.time.Duration
import kotlinx.coroutines.future.await
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** An object, a router or a lambda is called; a coroutine waits for the end. */
class CallbackTest {
    @AutoClose
    private val fake = FakeServer()

    private val seen = mutableListOf<String>()

    @Test
    fun a_coroutine_waits_until_the_stream_is_open_and_until_it_has_ended() = runBlocking<Unit> {
        val session = fake.client.subscribe(fake.request.endMarker("bye")) { seen.add(it.data()) }
        launch { fake.exchange.open() }
        assertThat(session.opened().await().status).isEqualTo(200)

        launch { fake.exchange.bytes("data: bye\n\n") }
        assertThat(session.closed().await().reason).isEqualTo(SessionState.Closed.Reason.END_MARKER)
    }

    @Test
    fun an_object_is_called_for_states_warnings_comments_and_the_end_too() {
        fake.client.subscribe(fake.request, object : SseSubscriber<SseEvent> {
            override fun onEvent(event: SseEvent) {
                seen.add("${event.type()} ${event.data()}")
            }

            override fun onState(state: SessionState) {
                seen.add(state.javaClass.simpleName)
            }

            override fun onComment(comment: String) {
                seen.add(comment)
            }

            override fun onWarning(failure: Failure) {
                seen.add(failure.code())
            }

            override fun onClosed(closed: SessionState.Closed) {
                seen.add("the end: ${closed.failure?.code()} after ${closed.progress.events} events")
            }
        })
        fake.exchange.open().bytes(":hello\n\nid: 1\ndata: a\n\nid: 1\ndata: b\n\n").bytes("data: c\n\n")
        fake.client.close()

        assertThat(seen).containsExactly(
            "Connecting", "Open", "hello", "message a", "repeated_id", "message b", "message c", "Closed",
            "the end: null after 3 events",
        )
    }

    @Test
    fun a_router_calls_a_lambda_by_the_type_of_the_event() {
        val router = SseSubscriber.byType()
            .on("price") { event -> seen.add("price ${event.data()}") }
            .on("halt") { seen.add("halt") }
            .otherwise { event -> seen.add("other ${event.type()}") }
            .onState { state -> if (state is SessionState.Open) seen.add("open") }
            .onClosed { closed -> seen.add("closed: ${closed.reason}") }
        fake.client.subscribe(fake.request, router)
        fake.exchange.open().bytes("event: price\ndata: 1.5\n\nevent: halt\ndata: x\n\ndata: y\n\n")
        fake.client.close()

        assertThat(seen).containsExactly("open", "price 1.5", "halt", "other message", "closed: CLOSED")
    }

    @Test
    fun a_lambda_is_called_for_batches() {
        fake.client.subscribe(fake.request, Batching.of(2, Duration.ofSeconds(1))) { batch ->
            seen.add(batch.joinToString { event -> event.data() })
        }
        fake.exchange.open().bytes("data: a\n\ndata: b\n\ndata: c\n\n")
        fake.time.advance(Duration.ofSeconds(1))

        assertThat(seen).containsExactly("a, b", "c")
    }
}
