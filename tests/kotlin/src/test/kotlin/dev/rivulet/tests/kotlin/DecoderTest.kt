package dev.rivulet.tests.kotlin

import dev.rivulet.sse.EventView
import dev.rivulet.sse.policy.Batching
import java.time.Duration
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** Typed events: a decoder that returns null skips an event. */
class DecoderTest {
    private data class Tick(val price: Double)

    @AutoClose
    private val fake = FakeServer()

    private val ticks = mutableListOf<Tick>()

    @Test
    fun null_skips_an_event_which_counts_as_handled() {
        fake.answer(TICKS)
        fake.client.stream(fake.request, ::tick).use { events ->
            assertThat(events.take(2)).containsExactly(Tick(1.0), Tick(3.0))
            assertThat(events.session().lastEventId()).isEqualTo("2")
        }
    }

    @Test
    fun the_type_follows_from_the_decoder_for_a_lambda() {
        fake.client.subscribe(fake.request, { view -> tick(view) }) { tick -> ticks += tick }
        fake.exchange.open().bytes(TICKS)

        assertThat(ticks).containsExactly(Tick(1.0), Tick(3.0))
    }

    @Test
    fun the_type_follows_from_the_decoder_for_batches() {
        fake.client.subscribe(fake.request, ::tick, Batching.of(2, Duration.ofSeconds(1))) { batch -> ticks += batch }
        fake.exchange.open().bytes(TICKS)

        assertThat(ticks).containsExactly(Tick(1.0), Tick(3.0))
    }

    private fun tick(view: EventView): Tick? = if (view.type() == "message") Tick(view.data().toDouble()) else null

    private companion object {
        const val TICKS = "id: 1\ndata: 1\n\nid: 2\nevent: note\ndata: x\n\nid: 3\ndata: 3\n\n"
    }
}
