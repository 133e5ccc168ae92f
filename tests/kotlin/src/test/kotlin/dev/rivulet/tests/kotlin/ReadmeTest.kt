package dev.rivulet.tests.kotlin

import dev.rivulet.sse.EventDecoder
import dev.rivulet.sse.SseEvent
import dev.rivulet.sse.SseRequest
import dev.rivulet.sse.SseSession
import java.util.concurrent.LinkedBlockingQueue
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.jdk9.asFlow
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** The README's examples, as one writes them in Kotlin, over a real transport. */
class ReadmeTest {
    private data class Tick(val price: Double)

    @AutoClose
    private val loopback = Loopback()
    private val client = loopback.client
    private val uri = loopback.uri
    private val seen = LinkedBlockingQueue<String>()

    @Test
    fun a_callback() {
        val session: SseSession = client.subscribe(SseRequest.get(uri)) { event -> seen.add(event.data()) }

        assertThat(client.awaitClosed(FakeServer.PATIENCE)).isTrue()
        assertThat(seen).containsExactly("1.5", "2.5")
        assertThat(session.lastEventId()).isEqualTo("43")
    }

    @Test
    fun a_blocking_stream_after_a_saved_id() {
        val saved: String? = "41"
        client.stream(SseRequest.get(uri).lastEventId(saved)).use { events ->
            for (event in events) {
                seen.add(event.data())
            }
        }

        assertThat(seen).containsExactly("1.5", "2.5")
        assertThat(loopback.server.requests().first().lastEventId()).isEqualTo("41")
    }

    @Test
    fun the_answer_of_a_model() {
        val question = SseRequest.post(uri, """{"stream":true}""").bearer("a key").endMarker("[DONE]")
        client.stream(question).use { answer ->
            for (event in answer) {
                seen.add(event.data())
            }
        }

        assertThat(seen).containsExactly("1.5", "2.5")
        assertThat(loopback.server.requests().single().headers().first("Authorization")).isEqualTo("Bearer a key")
    }

    @Test
    fun a_flow() = runBlocking<Unit> {
        client.publisher(SseRequest.get(uri)).asFlow().take(1).collect { event: SseEvent -> seen.add(event.data()) }

        assertThat(seen).containsExactly("1.5")
        assertThat(client.awaitClosed(FakeServer.PATIENCE)).isTrue()
    }

    @Test
    fun typed_events() {
        val decoder = EventDecoder { view -> Tick(String(view.array(), view.offset(), view.length()).toDouble()) }
        client.stream(SseRequest.get(uri), decoder).use { ticks ->
            for (tick in ticks) {
                seen.add("${tick.price}")
            }
        }

        assertThat(seen).containsExactly("1.5", "2.5")
    }
}
