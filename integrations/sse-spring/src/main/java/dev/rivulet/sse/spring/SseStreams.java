package dev.rivulet.sse.spring;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.Flow;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.context.SmartLifecycle;
import org.springframework.core.ReactiveAdapter;
import org.springframework.core.ReactiveAdapterRegistry;

/**
 * The streams of an application's listeners. Their phase is the last one, so that they start after the beans of other phases
 * and stop before them. At shutdown, sessions are closed at once: a listener that is being called finishes, up to Spring's
 * time-out for a phase of the shutdown ({@code spring.lifecycle.timeout-per-shutdown-phase} in Boot). All methods may be
 * called from any thread.
 */
public final class SseStreams implements SmartLifecycle, DisposableBean {
    private final Map<String, ListenedStream> streams = new ConcurrentSkipListMap<>();
    private final StreamRequests requests;
    private final DefaultClient client;
    private final boolean autoStartup;
    private volatile boolean running;

    SseStreams(StreamRequests requests, DefaultClient client, boolean autoStartup) {
        this.requests = requests;
        this.client = client;
        this.autoStartup = autoStartup;
    }

    void add(ListenerDefinition listener) {
        StreamRequests.Found found = requests.find(listener.stream(), "listener " + listener.id());
        var stream = new ListenedStream(listener, found.request(), () -> clientOf(found));
        checkStore(stream);
        if (streams.putIfAbsent(listener.id(), stream) != null) {
            throw new IllegalStateException("two listeners have the id " + listener.id()
                    + ": set @SseListener(id = …), which must be unique; a bean with listeners must be a singleton");
        }
        if (running && listener.autoStartup()) {
            stream.start();
        }
    }

    private void checkStore(ListenedStream added) {
        for (ListenedStream each : streams.values()) {
            if (each.sharesStoreWith(added)) {
                throw new IllegalStateException("listeners " + each.id() + " and " + added.id() + " both listen to "
                        + added.stream()
                        + ", which keeps its last event ID in a store, and that is for one session at a"
                        + " time: give each a stream with a store of its own");
            }
        }
    }

    private SseClient clientOf(StreamRequests.Found found) {
        SseClient own = found.client();
        return own != null ? own : client.get();
    }

    /** The streams of all listeners, by their ids in alphabetical order. */
    public List<ListenedStream> list() {
        return List.copyOf(streams.values());
    }

    /**
     * The stream of the listener with this id.
     *
     * @throws IllegalArgumentException if there is none
     */
    public ListenedStream get(String id) {
        ListenedStream stream = streams.get(requireNonNull(id, "id"));
        if (stream == null) {
            throw new IllegalArgumentException("there is no listener " + id + ": " + streams.keySet());
        }
        return stream;
    }

    /**
     * A configured stream as a reactive type, such as Reactor's {@code Flux}: cold, a session for each subscriber. With
     * {@code Mono}, its first event. Sessions end when they are cancelled, or with the application.
     *
     * @param stream the stream's name, as in {@link SseListener#stream()}
     * @param type {@code Flow.Publisher}, or a type that Spring's {@code ReactiveAdapterRegistry} knows
     * @throws IllegalArgumentException if the registry does not know it
     * @throws UnknownStreamException if no such stream is configured
     */
    public <P> P publisher(String stream, Class<P> type) {
        requireNonNull(type, "type");
        StreamRequests.Found found = requests.find(requireNonNull(stream, "stream"), "publisher of " + type.getName());
        SseRequest request = found.request();
        Flow.Publisher<SseEvent> events = clientOf(found).publisher(request);
        if (type == Flow.Publisher.class) {
            return type.cast(events);
        }
        ReactiveAdapterRegistry registry = ReactiveAdapterRegistry.getSharedInstance();
        ReactiveAdapter from = registry.hasAdapters() ? registry.getAdapter(Flow.Publisher.class) : null;
        ReactiveAdapter to = registry.hasAdapters() ? registry.getAdapter(type) : null;
        if (from == null || to == null) {
            throw new IllegalArgumentException("Spring's ReactiveAdapterRegistry cannot make a " + type.getName()
                    + " of a java.util.concurrent.Flow.Publisher: add io.projectreactor:reactor-core");
        }
        return type.cast(to.fromPublisher(from.toPublisher(events)));
    }

    @Override
    public boolean isAutoStartup() {
        return autoStartup;
    }

    /** The last: started after those of other phases, and stopped before them. */
    @Override
    public int getPhase() {
        return Integer.MAX_VALUE;
    }

    /** Starts each stream whose listener starts with the application. Called by Spring. */
    @Override
    public void start() {
        running = true;
        streams.values().stream().filter(ListenedStream::autoStartup).forEach(ListenedStream::start);
    }

    /** Closes all streams, and does not wait for listeners that are being called. */
    @Override
    public void stop() {
        stop(() -> {});
    }

    /** Closes all streams, and calls back when no listener is being called any longer. Does not block. */
    @Override
    public void stop(Runnable callback) {
        running = false;
        CompletionStage<?> ended = CompletableFuture.allOf(
                streams.values().stream().map(ListenedStream::end).toArray(CompletableFuture<?>[]::new));
        ended.whenComplete((none, never) -> callback.run());
    }

    /** Whether they have been started together, or any has been started alone. */
    @Override
    public boolean isRunning() {
        return running || streams.values().stream().anyMatch(ListenedStream::isRunning);
    }

    /** Closes the client, unless it is a bean. Called by Spring. */
    @Override
    public void destroy() {
        streams.values().forEach(ListenedStream::stop);
        client.close();
    }
}
