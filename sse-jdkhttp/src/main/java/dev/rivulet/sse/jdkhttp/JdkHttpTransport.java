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
 *   <li>Of interim responses (1xx) the JDK takes eight.
 *   <li>HTTP/2: an exchange without credit keeps its window, 16 MiB, of its connection's 32 MiB: with two of them the
 *       others stall. {@code -Djdk.httpclient.windowsize=1048576 -Djdk.httpclient.connectionWindowSize=1073741824} makes
 *       room for a thousand, and {@code Feature.INDEPENDENT_STREAMS}. Before JDK 24 a GOAWAY fails every stream, and a request
 *       that is sent just as one comes may vanish, until the time-out for the response's head.
 *   <li>TLS: a body that the end of the connection delimits ends in order without close_notify too, where it may have been
 *       cut. Before JDK 25 a close_notify is not seen until the connection ends.
 *   <li>The JDK ties the connect time-out to a client. There is one for each time-out in use, at most four; of a client
 *       of yours, its own time-out holds. Looking up a host's name is not part of it.
 *   <li>Before JDK 21 an {@code HttpClient} cannot be closed: its thread and its idle connections go when the garbage
 *       collector finds it.
 * </ul>
 */
public final class JdkHttpTransport implements Transport {
    private final Clients clients;
    private final Requests requests;
    private final Features features;
    private final FirstContacts contacts = new FirstContacts();
    private final Set<JdkExchange> open = ConcurrentHashMap.newKeySet();
    private volatile boolean closed;

    private JdkHttpTransport(Clients clients, Requests requests, Features features) {
        this.clients = clients;
        this.requests = requests;
        this.features = features;
    }

    /**
     * A transport with clients of its own.
     *
     * @throws java.io.UncheckedIOException if the JDK's client cannot be made
     */
    public static JdkHttpTransport create(TransportConfig config) {
        boolean http2 = config.httpVersion() == TransportConfig.HttpVersion.HTTP_2;
        return new JdkHttpTransport(
                new OwnClients(config), new Requests(config.proxyCredentials()), JdkFeatures.with(http2));
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
        return new JdkHttpTransport(new UsersClient(client), new Requests(null), JdkFeatures.with(true));
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        HttpClient client = clients.withConnectTimeout(request.connectTimeout());
        var exchange = new JdkExchange(request, to, contacts.admission(client, request), open::remove);
        open.add(exchange);
        if (closed) {
            exchange.cancel();
            throw new IllegalStateException("the transport is closed");
        }
        exchange.begin(client, requests);
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
    }

    /** Where clients come from. */
    interface Clients {
        HttpClient withConnectTimeout(Duration timeout);

        void close();
    }

    private record UsersClient(HttpClient client) implements Clients {
        @Override
        public HttpClient withConnectTimeout(Duration timeout) {
            return client;
        }

        @Override
        public void close() {}
    }
}
