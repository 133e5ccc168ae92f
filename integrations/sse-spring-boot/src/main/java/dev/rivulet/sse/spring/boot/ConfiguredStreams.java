package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.spring.StreamSource;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;

/** The streams of the properties {@code rivulet.streams}. Thread-safe. */
final class ConfiguredStreams implements StreamSource, DisposableBean {
    private final Map<String, StreamProperties> streams;
    private final RequestFactory requests;
    private final ClientFactory clients;
    private final Map<String, SseRequest> made = new ConcurrentHashMap<>();
    private final Map<Kind, SseClient> own = new ConcurrentHashMap<>();

    ConfiguredStreams(Map<String, StreamProperties> streams, RequestFactory requests, ClientFactory clients) {
        this.streams = streams;
        this.requests = requests;
        this.clients = clients;
    }

    /** What distinguishes clients. */
    private record Kind(
            @Nullable String transport, @Nullable String bundle) {
        static final Kind DEFAULT = new Kind(null, null);
    }

    @Override
    public @Nullable SseRequest request(String stream) {
        StreamProperties properties = streams.get(stream);
        SseRequest known = made.get(stream);
        if (properties == null || known != null) {
            return known;
        }
        SseRequest request = requests.make(stream, properties);
        SseRequest before = made.putIfAbsent(stream, request); // no lock is held while customizers are called
        return before == null ? request : before;
    }

    @Override
    public @Nullable SseClient client(String stream) {
        StreamProperties properties = streams.get(stream);
        if (properties == null) {
            return null;
        }
        var kind = new Kind(properties.transport(), properties.ssl().bundle());
        SseClient known = own.get(kind);
        return known != null || kind.equals(Kind.DEFAULT) ? known : make(stream, kind);
    }

    private SseClient make(String stream, Kind kind) {
        SseClient client = clients.make(stream, kind.transport(), kind.bundle());
        SseClient before = own.putIfAbsent(kind, client);
        if (before == null) {
            return client;
        }
        client.close();
        return before;
    }

    @Override
    public Set<String> names() {
        return streams.keySet();
    }

    @Override
    public void destroy() {
        own.values().forEach(SseClient::close);
    }
}
