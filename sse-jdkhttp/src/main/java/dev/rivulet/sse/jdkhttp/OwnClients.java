package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;

/**
 * A client for each connect time-out in use, since the JDK has no other place for it, and further ones where an HTTP/2
 * connection takes no further stream. Each has a thread and a pool of connections, so that only few are kept that are not
 * in use: the first of the time-outs that were used last.
 */
final class OwnClients implements Clients {
    private static final int KEPT = 4;
    private static final int MOST = 100;

    private record Key(Duration connectTimeout, int number) {}

    private final class Client implements Lease {
        private final HttpClient client;
        private int users; // by the lock of the map

        private Client(HttpClient client) {
            this.client = client;
        }

        @Override
        public HttpClient client() {
            return client;
        }

        @Override
        public void release() {
            synchronized (clients) {
                users--;
                endUnused();
            }
        }
    }

    private final TransportConfig config;
    private final HttpClient.Version version;
    private final Executor executor;
    private final Map<Key, Client> clients = new LinkedHashMap<>(8, 0.75f, true);
    private boolean closed;

    /** @throws IllegalArgumentException if the JDK does not speak the version that is asked for */
    OwnClients(TransportConfig config, Executor executor) {
        this.config = config;
        this.version = Versions.of(config.httpVersion());
        this.executor = executor;
        lease(Timeouts.defaults().connect(), 0)
                .release(); // the client of most requests, and a proof that there can be one
    }

    @Override
    public Lease lease(Duration connectTimeout, int number) {
        synchronized (clients) {
            if (closed) {
                throw new IllegalStateException("the transport is closed");
            }
            var client = clients.computeIfAbsent(
                    new Key(connectTimeout, number), key -> new Client(build(key.connectTimeout())));
            client.users++;
            endUnused();
            return client;
        }
    }

    /** Under the lock. Never one that is about to be used, so that no request meets an ended client. */
    private void endUnused() {
        Iterator<Map.Entry<Key, Client>> eldestFirst = clients.entrySet().iterator();
        while (eldestFirst.hasNext()) {
            var entry = eldestFirst.next();
            Client client = entry.getValue();
            if (client.users == 0 && (entry.getKey().number() > 0 || clients.size() > KEPT)) {
                eldestFirst.remove();
                ClientEnd.whenIdle(client.client);
            }
        }
    }

    @Override
    public int most() {
        return MOST;
    }

    @Override
    public HttpVersion highest() {
        return config.httpVersion();
    }

    @Override
    public String whenFull() {
        return "there are " + MOST + " connections to it already, the most that this transport opens";
    }

    @Override
    public void close() {
        synchronized (clients) {
            closed = true;
            clients.values().forEach(each -> ClientEnd.now(each.client));
            clients.clear();
        }
    }

    private HttpClient build(Duration timeout) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(executor)
                .version(version);
        if (config.sslContext() != null) {
            builder.sslContext(config.sslContext());
        }
        if (config.proxySelector() != null) {
            builder.proxy(config.proxySelector());
        }
        return builder.build();
    }
}
