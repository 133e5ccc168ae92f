package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Carries exchanges over {@link HttpClient}. What its nature brings with it:
 *
 * <ul>
 *   <li>Only the first address of a host's name is tried: the JDK's client offers no way to choose another one. While that
 *       address does not answer, every attempt fails, and the failure names the address and how many others there are.
 *       {@code sse-netty} tries all of them.
 *   <li>A host with an underscore is refused: {@link java.net.URI} and the JDK's client do not accept it.
 *   <li>Exchanges do not depend on {@code ForkJoinPool.commonPool()}, with two exceptions while tasks block that pool: a
 *       failure within a TLS handshake is not reported, nor, with a client of yours, any failure before the response's head.
 *       Then the session's time-out for the response's head ends the attempt.
 *   <li>Before JDK 19 every GET over HTTP/1.1 carries {@code Content-Length: 0}.
 *   <li>The JDK ignores what follows the digits of a chunk's size, and the two bytes after a chunk. A size of {@code 2 6} is
 *       read as 2, and fails when the next size is not a number.
 *   <li>Plain text is HTTP/1.1, never the upgrade to HTTP/2 that the JDK offers by default and some servers fail at.
 *   <li>Header values are ASCII. {@code Host}, {@code Connection}, {@code Content-Length}, {@code Expect} and {@code
 *       Upgrade} can be sent only where the JVM was started with {@code -Djdk.httpclient.allowRestrictedHeaders}.
 *   <li>The header lines of a response come ordered by name; those of one name keep their order.
 *   <li>A GET is sent a second time by the JDK itself where the server closes the connection without an answer, and a
 *       refused connection is tried a second time: {@code -Djdk.httpclient.disableRetryConnect} switches the latter off.
 *   <li>The JDK refuses header sections over {@code -Djdk.http.maxHeaderSize} (384 KiB), whatever the request allows.
 *       Trailers, which it cannot read, it skips or takes for a broken body, depending on its release.
 *   <li>Proxies that want Basic authentication for tunnels to https are sent it only with {@code
 *       -Djdk.http.auth.tunneling.disabledSchemes=""}.
 *   <li>SOCKS proxies are refused: the JDK's client ignores one that a selector selects, and would connect directly.
 *   <li>Of interim responses (1xx) the JDK takes eight.
 *   <li>HTTP/3: on JDK 26 and later, with {@code TransportConfig.httpVersion} HTTP_3 or a client of yours with that version.
 *       When it is used in place of HTTP/2, the JDK decides. This is untested: Rivulet is tested on JDK 17 and 25, which do
 *       not have it. {@code sse-http3} is tested, and speaks it on these too.
 *   <li>HTTP/2: an exchange without credit keeps its window, 16 MiB, of its connection's 32 MiB: with two of them the
 *       others stall. {@code -Djdk.httpclient.windowsize=1048576 -Djdk.httpclient.connectionWindowSize=1073741824} makes
 *       room for a thousand, and {@code Feature.INDEPENDENT_STREAMS}. A client has one connection to an origin: if the
 *       server allows no further stream on it, further clients are used, up to 100. With a client of yours the exchange fails
 *       with {@code Failure.RequestNotProcessed}. Before JDK 24 a GOAWAY fails every stream, and a request
 *       that is sent just as one comes, or just as the connection ends, may vanish, until the time-out for the response's
 *       head. On JDK 25 a connection that a GOAWAY came on stays open after its last stream until the server closes it.
 *   <li>TLS: a body that the end of the connection delimits ends normally without close_notify too, where it may have been
 *       cut. Before JDK 25 a close_notify is not seen until the connection ends.
 *   <li>From the first credit on, the JDK is asked for up to four of its reads ahead of the credit: 64 KiB over HTTP/1.1.
 *       They are held until there is credit, and what is held by then is one burst. A body that ends within them leaves its
 *       connection free for other exchanges before its last events are handled.
 *   <li>The JDK reads 16 KiB at once. {@code -Djdk.httpclient.bufsize=65536} makes a fast stream cheaper, and each
 *       connection hold as much more memory.
 *   <li>The JDK ties the connect time-out to a client. There is one for each time-out in use, and up to four stay when
 *       they are no longer in use; of a client of yours, its own time-out holds. Looking up a host's name is not part of it.
 *   <li>Before JDK 21 an {@code HttpClient} cannot be closed: its thread and its idle connections go when the garbage
 *       collector finds it.
 * </ul>
 */
public final class JdkHttpTransport implements Transport {
    private final DaemonThreads threads;
    private final Clients clients;
    private final JdkRequests requests;
    private final Features features;
    private final Http2ConnectionGate gate;
    private final Set<JdkExchange> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private JdkHttpTransport(
            DaemonThreads threads, Clients clients, JdkRequests requests, Features features, Duration mostWait) {
        this.threads = threads;
        this.clients = clients;
        this.requests = requests;
        this.features = features;
        this.gate = new Http2ConnectionGate(clients, threads, mostWait);
    }

    /**
     * A transport with clients of its own.
     *
     * @throws IllegalArgumentException if the configuration asks for HTTP/3 and this JDK is older than 26
     * @throws java.io.UncheckedIOException if the JDK's client cannot be made
     */
    public static JdkHttpTransport create(TransportConfig config) {
        return create(config, Http2ConnectionGate.MOST_WAIT);
    }

    /** @param mostWait how long exchanges wait for another's connection of HTTP/2 before each makes its own */
    static JdkHttpTransport create(TransportConfig config, Duration mostWait) {
        var threads = new DaemonThreads();
        var clients = new OwnClients(config, OwnCompletions.over(threads));
        return new JdkHttpTransport(
                threads,
                clients,
                new JdkRequests(config.proxyCredentials()),
                JdkFeatures.with(clients.highest()),
                mostWait);
    }

    /**
     * A transport over a client of yours, which is left open when the transport is closed. Its settings hold: TLS, proxy,
     * version, connect time-out, executor. An authenticator takes the place of the requests' Authorization headers.
     *
     * @throws IllegalArgumentException if it follows redirects: that is the session's to do, which keeps credentials back
     */
    public static JdkHttpTransport over(HttpClient client) {
        if (client.followRedirects() != HttpClient.Redirect.NEVER) {
            throw new IllegalArgumentException(
                    "redirects are followed above the transport, which holds back credentials:"
                            + " make the HttpClient with followRedirects(NEVER), the default");
        }
        var clients = new UsersClient(client);
        return new JdkHttpTransport(
                new DaemonThreads(),
                clients,
                new JdkRequests(null),
                JdkFeatures.with(clients.highest()),
                Http2ConnectionGate.MOST_WAIT);
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        var sending = new Sending(request, clients, gate);
        var exchange = new JdkExchange(request, to, sending, threads, open::remove);
        open.add(exchange);
        if (closed) {
            exchange.cancel();
            throw new IllegalStateException("the transport is closed");
        }
        sending.begin(exchange, requests);
        return exchange;
    }

    @Override
    public Features features() {
        return features;
    }

    @Override
    public void close() {
        closed = true;
        open.forEach(JdkExchange::cancel);
        clients.close();
        threads.close();
    }
}
