package dev.rivulet.examples.coroutines

import dev.rivulet.sse.SseClient
import dev.rivulet.sse.SseRequest
import java.net.URI
import kotlinx.coroutines.flow.Flow
import kotlinx.coroutines.jdk9.asFlow

data class Price(val metal: String, val number: Int, val amount: Double)

/** The prices of metals as cold flows: each collector has a session of its own, which ends with it. */
class Prices(private val client: SseClient, private val base: URI) {
    /** Lost connections are the client's business: it reconnects and resumes, and the flow does not notice. */
    fun of(metal: String): Flow<Price> =
        client.publisher(SseRequest.get(base.resolve("/$metal")).name(metal)) { event ->
            Price(metal, event.id().toInt(), event.data().trim().toDouble())
        }.asFlow()
}
