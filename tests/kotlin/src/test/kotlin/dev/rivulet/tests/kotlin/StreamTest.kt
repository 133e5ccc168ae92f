package dev.rivulet.tests.kotlin

import dev.rivulet.sse.policy.Delivery
import java.time.Duration
import java.util.concurrent.TimeoutException
import org.assertj.core.api.Assertions.assertThat
import org.assertj.core.api.Assertions.assertThatThrownBy
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** Other ways than a loop to take events on the caller's thread. */
class StreamTest {
    @AutoClose
    private val fake = FakeServer()

    @Test
    fun next_waits_no_longer_than_its_argument_and_returns_null_at_the_end() {
        fake.answer("data: a\n\n")
        fake.client.stream(fake.request).use { events ->
            assertThat(events.next(FakeServer.PATIENCE)?.data()).isEqualTo("a")
            assertThatThrownBy { events.next(Duration.ZERO) }.isInstanceOf(TimeoutException::class.java)
            events.close()
            assertThat(events.next()).isNull()
        }
    }

    @Test
    fun a_java_stream_is_lazy_and_closes_the_session() {
        fake.answer("data: a\n\ndata: b\n\ndata: c\n\n")
        fake.client.stream(fake.request).stream().use { events ->
            assertThat(events.map { event -> event.data() }.limit(2)).containsExactly("a", "b")
        }

        assertThat(fake.client.awaitClosed(FakeServer.PATIENCE)).isTrue()
        assertThat(fake.exchange.isCancelled).isTrue()
    }

    @Test
    fun a_sequence_of_kotlin_takes_no_more_than_it_needs() {
        fake.answer("data: a\n\ndata: b\n\ndata: c\n\n")
        fake.client.stream(fake.request).use { events ->
            assertThat(events.asSequence().map { it.data() }.first { it > "a" }).isEqualTo("b")
            assertThat(generateSequence { events.next() }.first().data()).isEqualTo("c")
        }
    }

    @Test
    fun an_event_counts_when_it_is_acknowledged() {
        fake.answer("id: 1\ndata: a\n\nid: 2\ndata: b\n\n")
        fake.client.stream(fake.request.delivery(Delivery.defaults().manualAcknowledgement())).use { events ->
            events.next()?.ack()
            events.next()

            assertThat(events.session().lastEventId()).isEqualTo("1")
        }
    }
}
