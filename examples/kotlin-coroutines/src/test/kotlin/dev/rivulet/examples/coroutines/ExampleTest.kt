package dev.rivulet.examples.coroutines

import dev.rivulet.sse.SseClient
import java.time.Duration
import kotlinx.coroutines.runBlocking
import org.assertj.core.api.Assertions.assertThat
import org.junit.jupiter.api.AutoClose
import org.junit.jupiter.api.Test

/** The example does what it says. */
class ExampleTest {
    @AutoClose
    private val server = PriceServer()

    @AutoClose
    private val client = SseClient.create()
    private val said = mutableListOf<String>()
    private val example = Example(Prices(client, server.uri)) { line -> said += line }

    @Test
    fun a_flow_does_not_notice_that_connections_end() = runBlocking<Unit> {
        example.resumed()

        assertThat(said).containsExactly("over several connections: ${(1..12).toList()}")
        assertThat(client.metrics().total().connects()).isGreaterThan(2)
    }

    @Test
    fun two_streams_are_one_flow() = runBlocking<Unit> {
        example.merged()

        assertThat(said).containsExactly("two streams: {gold=6, silver=6}")
    }

    @Test
    fun a_time_out_closes_the_session() = runBlocking<Unit> {
        example.cancelled()

        assertThat(said.single()).matches("after a second: cancelled, with \\d+ prices")
        assertThat(client.awaitClosed(Duration.ofMinutes(1))).isTrue()
    }

    @Test
    fun a_slow_collector_makes_the_server_wait() = runBlocking<Unit> {
        example.slow(server::sent)

        assertThat(said.single()).startsWith("slowly: took 20; ")
        assertThat(server.sent()).isBetween(20L, PriceServer.FLOOD / 2L)
    }

    @Test
    fun a_failure_ends_the_flow() = runBlocking<Unit> {
        example.failed()

        assertThat(said).containsExactly("no such metal: http_error")
    }
}
