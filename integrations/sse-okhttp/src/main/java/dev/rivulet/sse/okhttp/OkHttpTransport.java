package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;

/**
 * Carries exchanges over an {@link OkHttpClient}. What its nature brings with it:
 *
 * <ul>
 *   <li>Each exchange holds a daemon thread while it lasts: a virtual one from JDK 24 on, a platform thread before.
 *   <li>Over HTTP/1.1 each exchange has a connection of its own and asks with {@code Connection: close}. Over HTTP/2 they
 *       share one. None is shared with other calls of your client.
 *   <li>Over HTTP/2 the server may send 16 MiB to an exchange that has no credit, which are held until it has. That number is
 *       OkHttp's.
 *   <li>After a stream was reset by the server, OkHttp opens another HTTP/2 connection for the next one.
 *   <li>Header values are ASCII. Those of a response are read as UTF-8: bytes that are not UTF-8 are lost.
 *   <li>A path with the segments {@code .} or {@code ..}, and a query with {@code '}, are refused, because OkHttp would
 *       change them. So are a GET with a body, and the headers {@code Connection} and {@code Transfer-Encoding}.
 *   <li>Of an HTTP/1.1 chunk OkHttp does not check that its size is followed by the end of a line. A head is 256 KiB long
 *       at most. A 204 that announces a body fails.
 *   <li>OkHttp 4 tries only the first address of a host's name; OkHttp 5 tries all. OkHttp 4 takes a 103 for the answer.
 *   <li>A 421 to a request over an HTTP/2 connection that was made for another host is answered by OkHttp itself, with a
 *       connection for that host.
 * </ul>
 */
public final class OkHttpTransport implements Transport {
    private final OkHttpClient client;
    private final boolean isOurs;
    private final Features features;
    private final StreamThreads threads = new StreamThreads();
    private final Set<OkHttpExchange> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private OkHttpTransport(OkHttpClient client, boolean isOurs) {
        this.client = client;
        this.isOurs = isOurs;
        this.features = OkHttpFeatures.of(client, isOurs);
    }

    /**
     * A transport with a client of its own, which is shut down when the transport is closed.
     *
     * @throws IllegalArgumentException if the configuration asks for HTTP/3, which OkHttp does not speak
     * @throws IllegalStateException if the JVM's default SSLContext is needed and cannot be made
     */
    public static OkHttpTransport create(TransportConfig config) {
        return new OkHttpTransport(StreamingClients.with(config), true);
    }

    /**
     * A transport over a client of yours, which is neither changed nor closed. Its settings hold: interceptors, TLS, names,
     * proxies, authenticators, cookies, event listeners, dispatcher, protocols, and the interval of pings if it has one (else
     * connections of HTTP/2 are probed each 30 seconds).
     *
     * <p>These do not: time-outs, since those of the session hold; redirects and retries, which the session does; the cache;
     * and the connection pool, in whose place the streams have one of their own. OkHttp's gzip is off.
     *
     * <p>An interceptor that reads a response's body to its end, such as to log it, holds back the stream until the server
     * ends it.
     */
    public static OkHttpTransport of(OkHttpClient client) {
        return new OkHttpTransport(StreamingClients.over(client), false);
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        var exchange = new OkHttpExchange(request, to, threads::start);
        open.add(exchange);
        if (closed) {
            open.remove(exchange);
            throw new IllegalStateException("the transport is closed");
        }
        try {
            threads.start(() -> run(exchange));
        } catch (Throwable noThread) {
            open.remove(exchange);
            throw noThread;
        }
        return exchange;
    }

    private void run(OkHttpExchange exchange) {
        try {
            exchange.run(client);
        } finally {
            open.remove(exchange);
            if (closed) {
                client.connectionPool().evictAll(); // a connection of HTTP/2 stayed until its last stream was over
            }
        }
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public String description() {
        return "OkHttp " + OkHttp.VERSION + ", a " + (StreamThreads.areVirtual() ? "virtual" : "platform")
                + " thread for each stream";
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(OkHttpExchange::cancel);
        threads.start(this::shutDown); // to close a connection may block
    }

    private void shutDown() {
        client.connectionPool().evictAll();
        if (isOurs) {
            client.dispatcher().executorService().shutdown();
        }
    }
}
