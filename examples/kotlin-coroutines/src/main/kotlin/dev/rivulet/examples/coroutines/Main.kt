package dev.rivulet.examples.coroutines

import dev.rivulet.sse.SseClient
import kotlinx.coroutines.runBlocking

/** Runs the example against a server of its own. */
fun main() = runBlocking {
    PriceServer().use { server ->
        SseClient.create().use { client ->
            Example(Prices(client, server.uri), ::println).run { server.sent() }
        }
    }
}
