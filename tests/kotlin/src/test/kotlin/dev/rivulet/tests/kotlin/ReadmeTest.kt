package dev.rivulet.tests.kotlin

import dev.rivulet.sse.EndRule.Verdict
import dev.rivulet.sse.EventDecoder
import dev.rivulet.sse.LastEventIdStore
import dev.rivulet.sse.RequestCustomizer
import dev.rivulet.sse.SseRequest
import dev.rivulet.sse.SseSubscriber
import dev.rivulet.sse.policy.Dedup
import dev.rivulet.sse.policy.Delivery
import dev.rivulet.sse.policy.Limits
import dev.rivulet.sse.policy.ReconnectPolicy
import dev.rivulet.sse.policy.Timeouts
import dev.rivulet.sse.testkit.Response
import java.nio.file.Path
import java.time.Duration
import java.util.concurrent.LinkedBlockingQueue
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.future.await
import kotlinx.coroutines.jdk9.asFlow
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test
import org.junit.jupiter.api.io.TempDir

/** The README's examples, as one writes them in Kotlin, over a real transport. */
class ReadmeTest {
    private data class Tick(val price: Double)

    @AutoClose
    private val loopback = Loopback()
    private val client = loopback.client
    private val server = loopback.server
    private val uri = loopback.uri
    private val seen = LinkedBlockingQueue<String>()

    @Test
    fun with_a_callback() {
        client.subscribe(SseRequest.get("$uri")) { event -> seen.add(event.data()) }

        awaitClosed()
        assertThat(seen).containsExactly("1.5", "2.5")
    }

    @Test
    fun as_a_blocking_stream_after_a_saved_id() {
        val saved: String? = "41"
        client.stream(SseRequest.get(uri).lastEventId(saved)).use { events ->
            for (event in events) {
                seen.add(event.data())
            }
        }

        assertThat(seen).containsExactly("1.5", "2.5")
        assertThat(server.requests().first().lastEventId()).isEqualTo("41")
    }

    @Test
    fun with_a_handler_for_each_event_type() {
        client.subscribe(
            SseRequest.get(uri),
            SseSubscriber.byType()
                .on("halt") { seen.add("halt") }
                .otherwise { event -> seen.add(event.data()) },
        )

        awaitClosed()
        assertThat(seen).containsExactly("1.5", "2.5")
    }

    @Test
    fun as_a_flow() = runBlocking<Unit> {
        client.publisher(SseRequest.get(uri)).asFlow().take(1).collect { event -> seen.add(event.data()) }

        awaitClosed()
        assertThat(seen).containsExactly("1.5")
    }

    @Test
    fun with_a_decoder() {
        val decoder = EventDecoder { view -> Tick(String(view.array(), view.offset(), view.length()).toDouble()) }
        client.stream(SseRequest.get(uri), decoder).use { ticks ->
            ticks.forEach { tick -> seen.add("${tick.price}") }
        }

        assertThat(seen).containsExactly("1.5", "2.5")
    }

    @Test
    fun when_it_fails() = runBlocking<Unit> {
        server.respond(Response.status(403))

        val session = client.subscribe(SseRequest.get(uri).name("prices")) { event -> seen.add(event.data()) }
        val end = session.closed().await()

        assertThat(end.message()).contains("403")
        assertThat(end.failure?.retryable()).isFalse()
    }

    @Test
    fun with_all_policies(@TempDir folder: Path) {
        val store = LastEventIdStore.file(folder.resolve("prices.id"))
        val request = SseRequest.get(uri)
            .reconnect(ReconnectPolicy.defaults().initialDelay(Duration.ofMillis(500)).maxAttempts(5))
            .timeouts(Timeouts.defaults().idle(Duration.ofMinutes(1)))
            .limits(Limits.defaults().eventBytes(4 shl 20))
            .dedup(Dedup.defaults().remembered(10_000))
            .delivery(Delivery.defaults().manualAcknowledgement())
            .lastEventIdStore(store)
        client.subscribe(request) { event ->
            seen.add(event.data())
            event.ack()
        }

        awaitClosed()
        assertThat(seen).containsExactly("1.5", "2.5")
        assertThat(store.load()).isEqualTo("43")
    }

    @Test
    fun the_answer_of_a_model() {
        server.respond(
            Response.stream().chunk("event: error\ndata: overloaded\n\n"),
            Loopback.PRICES.chunk("data: [DONE]\n\n"),
        )
        val question = SseRequest.post(uri, """{"stream":true}""")
            .bearer("a key")
            .endMarker("[DONE]")
            .endRule { event -> if (event.type() == "error") Verdict.RETRY else Verdict.CONTINUE }
            .repeatable(true)
            .reconnect(ReconnectPolicy.defaults().mode(ReconnectPolicy.Mode.BEFORE_FIRST_EVENT).maxAttempts(4))
        client.stream(question).use { answer ->
            for (event in answer) {
                seen.add(event.data())
            }
        }

        assertThat(seen).containsExactly("1.5", "2.5")
        assertThat(server.requests().map { it.headers().first("Authorization") })
            .containsExactly("Bearer a key", "Bearer a key")
    }

    @Test
    fun an_mcp_answer_that_is_resumed_by_a_get() {
        val call = SseRequest.post(uri, "{}").accept("application/json").customizer(
            RequestCustomizer.blocking { request, _, id, _ ->
                if (id.isEmpty()) request else request.method("GET").body(null)
            },
        )
        client.stream(call).use { events -> events.forEach { event -> seen.add(event.data()) } }

        assertThat(seen).containsExactly("1.5", "2.5")
        assertThat(server.requests().map { it.method() }).containsExactly("POST", "GET")
    }

    private fun awaitClosed() = assertThat(client.awaitClosed(FakeServer.PATIENCE)).isTrue()
}
