package dev.rivulet.tests.kotlin

import dev.rivulet.sse.SseClient
import dev.rivulet.sse.SseRequest
import dev.rivulet.sse.policy.Delivery
import dev.rivulet.sse.testkit.FakeExchange
import dev.rivulet.sse.testkit.FakeTransport
import dev.rivulet.sse.testkit.VirtualTime
import java.net.URI
import java.time.Duration

/** A client without a network, in virtual time, without jitter. Subscribers of [request] run on the test's thread. */
class FakeServer : AutoCloseable {
    val time = VirtualTime()
    val transport = FakeTransport()
    val client: SseClient = SseClient.builder().transport(transport).scheduler(time).random { 0.0 }.build()
    val uri: URI = URI.create("https://news.example/stream")
    val request: SseRequest = SseRequest.get(uri).delivery(Delivery.inline())

    /** The exchange that was opened last. */
    val exchange: FakeExchange
        get() = transport.last()

    /** Answers each request with a stream that stays open after this. */
    fun answer(events: String) {
        transport.answering { server -> server.open().bytes(events) }
    }

    override fun close() = client.close()

    companion object {
        /** Longer than anything takes. */
        val PATIENCE: Duration = Duration.ofSeconds(60)
    }
}
