package dev.rivulet.examples.coroutines

import com.sun.net.httpserver.HttpExchange
import com.sun.net.httpserver.HttpServer
import java.io.OutputStream
import java.net.InetAddress
import java.net.InetSocketAddress
import java.net.URI
import java.util.concurrent.Executors
import java.util.concurrent.atomic.AtomicLong

/** Prices on loopback: `/gold` and `/silver` at leisure, `/flood` as fast as it can. It resumes after the Last-Event-ID. */
class PriceServer : AutoCloseable {
    private val sent = AtomicLong()
    private val server = HttpServer.create(InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0)
    private val threads = Executors.newCachedThreadPool { work -> Thread(work, "prices").apply { isDaemon = true } }

    val uri: URI = URI("http://127.0.0.1:${server.address.port}/")

    init {
        server.executor = threads
        server.createContext("/") { exchange -> exchange.use { answer(it) } }
        server.start()
    }

    fun sent(): Long = sent.get()

    private fun answer(exchange: HttpExchange) {
        val first = (exchange.requestHeaders.getFirst("Last-Event-ID")?.toInt() ?: 0) + 1
        when (exchange.requestURI.path) {
            "/gold", "/silver" -> send(exchange, first until first + PER_CONNECTION, PAUSE, "")
            "/flood" -> send(exchange, first..FLOOD, 0, " ".repeat(1_000))
            else -> exchange.sendResponseHeaders(404, -1)
        }
    }

    private fun send(exchange: HttpExchange, numbers: IntRange, pause: Long, padding: String) {
        exchange.responseHeaders.set("Content-Type", "text/event-stream")
        exchange.sendResponseHeaders(200, 0)
        val out: OutputStream = exchange.responseBody
        out.write("retry: 100\n\n".toByteArray())
        for (number in numbers) {
            out.write("id: $number\ndata: ${1_000 + number % 7}.5$padding\n\n".toByteArray())
            out.flush()
            sent.incrementAndGet()
            Thread.sleep(pause)
        }
    }

    override fun close() {
        server.stop(0)
        threads.shutdownNow()
    }

    companion object {
        const val FLOOD = 100_000
        private const val PER_CONNECTION = 5
        private const val PAUSE = 20L
    }
}
