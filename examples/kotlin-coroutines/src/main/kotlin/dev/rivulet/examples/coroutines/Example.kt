package dev.rivulet.examples.coroutines

import dev.rivulet.sse.SseException
import kotlin.time.Duration.Companion.milliseconds
import kotlin.time.Duration.Companion.seconds
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.flow.buffer
import kotlinx.coroutines.flow.catch
import kotlinx.coroutines.flow.merge
import kotlinx.coroutines.flow.onEach
import kotlinx.coroutines.flow.take
import kotlinx.coroutines.flow.toList
import kotlinx.coroutines.withTimeoutOrNull

/** What coroutines do with streams; [say] prints it. */
class Example(private val prices: Prices, private val say: (String) -> Unit) {
    /** @param sent how many prices the server could send so far */
    suspend fun run(sent: () -> Long) {
        resumed()
        merged()
        cancelled()
        slow(sent)
        failed()
    }

    /** The server ends each connection after some prices. The numbers show that none is missing. */
    suspend fun resumed() {
        val numbers = prices.of("gold").take(12).toList().map { it.number }
        say("over several connections: $numbers")
    }

    /** Two streams in one flow, as the prices come. */
    suspend fun merged() {
        val both = merge(prices.of("gold").take(6), prices.of("silver").take(6)).toList()
        val count = both.groupingBy { it.metal }.eachCount().toSortedMap()
        say("two streams: $count")
    }

    /** A time-out cancels the collector, and that closes its session. */
    suspend fun cancelled() {
        var seen = 0
        val end = withTimeoutOrNull(1.seconds) { prices.of("gold").collect { seen++ } }
        say("after a second: ${if (end == null) "cancelled" else "ended"}, with $seen prices")
    }

    /**
     * Without a buffer the flow asks for one price at a time. While it does not ask, the client does not read, and the
     * server cannot send. (By default `asFlow` asks for 64 at a time.)
     */
    suspend fun slow(sent: () -> Long) {
        val before = sent()
        val taken = prices.of("flood").buffer(Channel.RENDEZVOUS).onEach { delay(20.milliseconds) }.take(20).toList()
        say("slowly: took ${taken.size}; the server could send ${sent() - before} of ${PriceServer.FLOOD}")
    }

    /** What no retry can mend ends the flow with an exception that says what to do. */
    suspend fun failed() {
        prices.of("unobtainium")
            .catch { cause -> say("no such metal: " + ((cause as? SseException)?.failure()?.code() ?: throw cause)) }
            .collect { price -> say("unexpected: $price") }
    }
}
