package dev.rivulet.tests.kotlin

import dev.rivulet.sse.EndRule
import dev.rivulet.sse.LastEventIdStore
import dev.rivulet.sse.RequestCustomizer
import dev.rivulet.sse.ResponseRules
import dev.rivulet.sse.SessionState
import dev.rivulet.sse.SseEvent
import dev.rivulet.sse.SseSubscriber
import dev.rivulet.sse.TypeRouter
import dev.rivulet.sse.http.Headers
import java.time.Duration
import java.util.concurrent.CompletableFuture
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.future.future
import kotlinx.coroutines.yield
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** Each interface with one method takes a lambda. */
class LambdaTest {
    @AutoClose
    private val fake = FakeServer()

    private val data = mutableListOf<String>()
    private val subscriber = SseSubscriber<SseEvent> { event -> data += event.data() }

    @Test
    fun a_customizer_makes_the_request_of_each_attempt() {
        fake.client.subscribe(
            fake.request.customizer { original, attempt, id, failure ->
                CompletableFuture.completedFuture(original.bearer("$attempt $id ${failure?.code()}"))
            },
            subscriber,
        )
        fake.exchange.open().bytes("id: 7\ndata: a\n\n").end()
        fake.time.advance(Duration.ofSeconds(1))

        assertThat(fake.transport.requests().map { it.headers().first("Authorization") })
            .containsExactly("Bearer 1  null", "Bearer 2 7 stream_ended")
    }

    @Test
    fun a_customizer_that_blocks_or_suspends_runs_on_its_own_thread() {
        fake.transport.answering { server -> server.open().bytes("data: ${server.header("Authorization")}\n\n") }
        val scope = CoroutineScope(Dispatchers.Default)
        val blocking = RequestCustomizer.blocking { original, _, _, _ -> original.bearer(thread()) }
        val suspending = RequestCustomizer { original, _, _, _ -> scope.future { original.bearer(fetched()) } }

        for (customizer in listOf(blocking, suspending)) {
            fake.client.stream(fake.request.customizer(customizer)).use { events ->
                assertThat(events.next(FakeServer.PATIENCE)?.data())
                    .startsWith("Bearer ")
                    .isNotEqualTo("Bearer ${thread()}")
            }
        }
    }

    @Test
    fun response_rules_judge_a_response() {
        val standard = ResponseRules.standard()
        fake.client.subscribe(
            fake.request.responseRules { head, idSent, wasOpen ->
                if (head.status() == 418) ResponseRules.Verdict.NO_CONTENT else standard.judge(head, idSent, wasOpen)
            },
            subscriber,
        )
        fake.exchange.head(418, Headers.none())

        assertThat(fake.exchange.isCancelled).isTrue()
    }

    @Test
    fun an_end_rule_judges_an_event() {
        val rule = EndRule { event -> if (event.data() == "bye") EndRule.Verdict.END else EndRule.Verdict.CONTINUE }
        val session = fake.client.subscribe(fake.request.endRule(rule), subscriber)
        fake.exchange.open().bytes("data: a\n\ndata: bye\n\n")

        assertThat(data).containsExactly("a")
        assertThat((session.state() as SessionState.Closed).reason).isEqualTo(SessionState.Closed.Reason.END_MARKER)
    }

    @Test
    fun a_delay_is_read_from_an_error_response() {
        val session = fake.client.subscribe(
            fake.request.retryAfter { head -> head.headers().first("X-Wait")?.let { Duration.ofSeconds(it.toLong()) } },
            subscriber,
        )
        fake.exchange.head(503, Headers.none().add("X-Wait", "9")).end()

        assertThat((session.state() as SessionState.BackingOff).delay).isEqualTo(Duration.ofSeconds(9))
    }

    @Test
    fun a_handler_of_a_router_is_a_lambda_of_its_own() {
        val handler = TypeRouter.Handler { event -> data += event.type() }
        fake.client.subscribe(fake.request, SseSubscriber.byType().on("price", handler).otherwise(handler))
        fake.exchange.open().bytes("event: price\ndata: x\n\nevent: halt\ndata: x\n\n")

        assertThat(data).containsExactly("price", "halt")
    }

    @Test
    fun a_store_in_kotlin_keeps_the_id() {
        val store = object : LastEventIdStore {
            var saved: String? = null

            override fun load(): String? = saved

            override fun save(lastEventId: String) {
                saved = lastEventId
            }
        }
        fake.client.subscribe(fake.request.lastEventIdStore(store), subscriber)
        fake.exchange.open().bytes("id: 7\ndata: a\n\n")

        assertThat(store.saved).isEqualTo("7")
    }

    private suspend fun fetched(): String {
        yield()
        return thread()
    }

    private fun thread(): String = Thread.currentThread().name
}
