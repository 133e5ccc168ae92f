package dev.rivulet.tests.kotlin

import dev.rivulet.sse.SseClient
import dev.rivulet.sse.testkit.RecordedRequest
import dev.rivulet.sse.testkit.Response
import dev.rivulet.sse.testkit.ScriptedServer
import java.net.URI

/** A server of prices on loopback, and a client with the transport on the class path. */
class Loopback : AutoCloseable {
    val server: ScriptedServer = ScriptedServer.start().otherwise { request -> answer(request) }
    val client: SseClient = SseClient.create()
    val uri: URI = server.uri("/prices")

    override fun close() {
        client.close()
        server.close()
    }

    /** Two prices, then 204, which ends the stream for good. */
    private fun answer(request: RecordedRequest): Response =
        if (request.lastEventId() == "43") Response.status(204) else PRICES

    companion object {
        val PRICES: Response = Response.stream().chunk("retry: 10\nid: 42\ndata: 1.5\n\nid: 43\ndata: 2.5\n\n")
    }
}
