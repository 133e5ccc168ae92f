package dev.rivulet.tests.kotlin

import dev.rivulet.sse.LastEventIdStore
import dev.rivulet.sse.SseEvent
import dev.rivulet.sse.SseException
import dev.rivulet.sse.http.Headers
import dev.rivulet.sse.policy.Delivery
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Dispatchers
import kotlinx.coroutines.cancelAndJoin
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.map
import kotlinx.coroutines.flow.onCompletion
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.jdk9.asFlow
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** A publisher is a flow: each collector has its own session, and closes it when it stops. */
class FlowTest {
    @AutoClose
    private val fake = FakeServer()

    @Test
    fun a_flow_collects_until_the_stream_ends() = runBlocking<Unit> {
        fake.answer("data: a\n\ndata: b\n\ndata: bye\n\n")
        val events: Flow<SseEvent> = fake.client.publisher(fake.request.endMarker("bye")).asFlow()

        assertThat(events.map { it.data() }.toList()).containsExactly("a", "b")
    }

    @Test
    fun a_flow_that_has_taken_enough_closes_its_session() = runBlocking<Unit> {
        fake.answer("data: a\n\ndata: b\n\n")

        assertThat(fake.client.publisher(fake.request).asFlow().take(1).map { it.data() }.toList()).containsExactly("a")
        assertThat(fake.client.awaitClosed(FakeServer.PATIENCE)).isTrue()
        assertThat(fake.exchange.isCancelled).isTrue()
    }

    @Test
    fun cancelling_the_collector_closes_its_session() = runBlocking<Unit> {
        fake.answer("data: a\n\n")
        val first = CompletableDeferred<SseEvent>()
        val collector = launch(Dispatchers.Default) {
            fake.client.publisher(fake.request).asFlow().collect { event -> first.complete(event) }
        }
        assertThat(first.await().data()).isEqualTo("a")
        assertThat(fake.exchange.isCancelled).isFalse()

        collector.cancelAndJoin()

        assertThat(fake.client.awaitClosed(FakeServer.PATIENCE)).isTrue()
        assertThat(fake.exchange.isCancelled).isTrue()
    }

    @Test
    fun a_failure_ends_the_flow_with_its_kind() = runBlocking<Unit> {
        fake.transport.answering { server -> server.head(403, Headers.none()).end() }
        val seen = mutableListOf<String>()

        fake.client.publisher(fake.request).asFlow()
            .map { it.data() }
            .onCompletion { cause -> seen += "completed with ${cause?.javaClass?.simpleName}" }
            .catch { cause -> emit("caught ${kind(cause)}") }
            .collect { seen += it }

        assertThat(seen).containsExactly("completed with SseException", "caught http_error")
    }

    @Test
    fun a_decoder_makes_a_flow_of_values() = runBlocking<Unit> {
        fake.answer("data: 1\n\ndata: x\n\ndata: 3\n\n")
        val numbers: Flow<Int> = fake.client.publisher(fake.request) { it.data().toIntOrNull() }.asFlow()

        assertThat(numbers.take(2).toList()).containsExactly(1, 3)
    }

    @Test
    fun a_flow_buffers_so_that_an_event_counts_as_handled_before_it_is_collected() = runBlocking<Unit> {
        fake.answer(TWO)
        val store = LastEventIdStore.inMemory()
        val saved = mutableListOf<String?>()

        fake.client.publisher(fake.request.lastEventIdStore(store)).asFlow().take(1).collect { saved += store.load() }

        assertThat(saved).containsExactly("2")
    }

    @Test
    fun an_event_of_a_flow_that_is_acknowledged_is_saved_when_it_has_been_collected() = runBlocking<Unit> {
        fake.answer(TWO)
        val store = LastEventIdStore.inMemory()
        val manual = fake.request.lastEventIdStore(store).delivery(Delivery.inline().manualAcknowledgement())

        fake.client.publisher(manual).asFlow().take(1).collect { event -> event.ack() }

        assertThat(store.load()).isEqualTo("1")
    }

    private fun kind(cause: Throwable): String? = when (cause) {
        is SseException -> cause.failure().code()
        else -> null
    }

    private companion object {
        const val TWO = "id: 1\ndata: a\n\nid: 2\ndata: b\n\n"
    }
}
