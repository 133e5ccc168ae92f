package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.TransportConfig;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * One client for each connect time-out in use, since the JDK has no other place for it. Each has a thread and a pool of
 * connections of its own, so there are few: those used last.
 */
final class OwnClients implements JdkHttpTransport.Clients {
    private static final int MOST = 4;

    private final TransportConfig config;
    private final ThreadPoolExecutor executor = daemons();
    private final Map<Duration, HttpClient> byTimeout = new LinkedHashMap<>(8, 0.75f, true);
    private boolean closed;

    OwnClients(TransportConfig config) {
        this.config = config;
        withConnectTimeout(config.connectTimeout());
    }

    @Override
    public synchronized HttpClient withConnectTimeout(Duration timeout) {
        if (closed) {
            throw new IllegalStateException("the transport is closed");
        }
        HttpClient client = byTimeout.computeIfAbsent(timeout, this::build);
        if (byTimeout.size() > MOST) {
            var eldest = byTimeout.entrySet().iterator().next();
            byTimeout.remove(eldest.getKey());
            ClientEnd.whenIdle(eldest.getValue());
        }
        return client;
    }

    @Override
    public synchronized void close() {
        closed = true;
        byTimeout.values().forEach(ClientEnd::now);
        byTimeout.clear();
        executor.setKeepAliveTime(0, TimeUnit.SECONDS); // idle threads go at once; a late task of the JDK still runs
    }

    private HttpClient build(Duration timeout) {
        HttpClient.Builder builder = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NEVER)
                .connectTimeout(timeout)
                .executor(executor)
                .version(
                        config.httpVersion() == TransportConfig.HttpVersion.HTTP_2
                                ? HttpClient.Version.HTTP_2
                                : HttpClient.Version.HTTP_1_1);
        if (config.sslContext() != null) {
            builder.sslContext(config.sslContext());
        }
        if (config.proxySelector() != null) {
            builder.proxy(config.proxySelector());
        }
        return builder.build();
    }

    /** Unbounded, since the JDK looks up host names on it, which blocks; few, since all else on it is short. */
    private static ThreadPoolExecutor daemons() {
        var count = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "rivulet-jdkhttp-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
