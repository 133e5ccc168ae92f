package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import java.security.NoSuchAlgorithmException;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.hc.client5.http.impl.async.CloseableHttpAsyncClient;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;

/** Opens exchanges (open-1, open-2), says what it can do (features-1), and closes all that it made (close-1 to close-4). */
final class HttpClient5Transport implements Transport {
    private final CloseableHttpAsyncClient client;
    private final Proxies proxies;
    private final Set<HttpClient5Exchange> exchanges = ConcurrentHashMap.newKeySet();
    private boolean closed; // by this

    /** open-1: the library looks names up, and asks for a proxy, on the thread that executes the request. */
    private final ExecutorService starters =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "httpclient5-start");
                thread.setDaemon(true);
                return thread;
            });

    HttpClient5Transport(TransportConfig config) throws NoSuchAlgorithmException {
        proxies = new Proxies(config.proxySelector(), config.proxyCredentials());
        client = ClientSetup.client(config.sslContext());
        client.start();
    }

    @Override
    public synchronized Exchange open(TransportRequest request, Receiver to) {
        if (closed) {
            throw new IllegalStateException("the transport is closed");
        }
        var exchange = new HttpClient5Exchange(request, to, starters, exchanges::remove);
        exchanges.add(exchange);
        starters.execute(() -> exchange.start(client, proxies));
        return exchange;
    }

    @Override
    public Features features() {
        return Features.of("http/1.1")
                .overrunBytes(ClientSetup.OVERRUN)
                .add(Feature.TLS, Feature.PROXY, Feature.PROXY_AUTHENTICATION, Feature.CLOSES_AT_ONCE)
                .add(Feature.OBS_TEXT, Feature.OBS_TEXT_IN_RESPONSES)
                .add(Feature.INTERIM_RESPONSES, Feature.TRAILERS);
    }

    @Override
    public void close() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
        }
        client.initiateShutdown(); // from here on no connection is made
        exchanges.forEach(HttpClient5Exchange::cancel);
        starters.execute(this::end); // close-3: it would wait here
        starters.shutdown();
    }

    /** The library's reactor must end first: a connection that it makes while its selector is closed stays open. */
    private void end() {
        try {
            client.awaitShutdown(TimeValue.ofSeconds(5));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            client.close(CloseMode.IMMEDIATE);
        }
    }
}
