package dev.rivulet.sse.bench.live;

import java.lang.reflect.InvocationTargetException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import okhttp3.Dispatcher;
import okhttp3.Request;
import okhttp3.sse.EventSource;
import okhttp3.sse.EventSourceListener;
import okhttp3.sse.EventSources;

/** {@code okhttp-sse}: a thread a stream, virtual where there are such. */
final class OkHttpClient implements LiveClient {
    private final okhttp3.OkHttpClient client;
    private final EventSource.Factory sources;
    private final List<EventSource> open = new ArrayList<>();

    OkHttpClient() {
        var dispatcher = new Dispatcher(threads());
        dispatcher.setMaxRequests(100_000);
        dispatcher.setMaxRequestsPerHost(100_000);
        client = new okhttp3.OkHttpClient.Builder()
                .dispatcher(dispatcher)
                .readTimeout(Duration.ZERO)
                .build();
        sources = EventSources.createFactory(client);
    }

    private static ExecutorService threads() {
        try {
            return (ExecutorService)
                    Executors.class.getMethod("newVirtualThreadPerTaskExecutor").invoke(null);
        } catch (NoSuchMethodException before21) {
            return Executors.newCachedThreadPool();
        } catch (IllegalAccessException | InvocationTargetException e) {
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void open(URI uri, Taker taker) {
        var request = new Request.Builder().url(uri.toString()).build();
        open.add(sources.newEventSource(request, new EventSourceListener() {
            @Override
            public void onEvent(EventSource source, String id, String type, String data) {
                taker.text(data);
            }
        }));
    }

    @Override
    public void closeStreams() {
        open.forEach(EventSource::cancel);
        open.clear();
    }

    @Override
    public void close() {
        client.dispatcher().executorService().shutdownNow();
        client.connectionPool().evictAll();
    }
}
