package dev.rivulet.sse;

import dev.rivulet.sse.internal.BatchOutlet;
import dev.rivulet.sse.internal.ChosenTransport;
import dev.rivulet.sse.internal.Environment;
import dev.rivulet.sse.internal.PullStream;
import dev.rivulet.sse.internal.PushOutlet;
import dev.rivulet.sse.internal.Session;
import dev.rivulet.sse.internal.SessionPublisher;
import dev.rivulet.sse.internal.Sessions;
import dev.rivulet.sse.internal.Transports;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/**
 * Opens event streams. Thread-safe; one client serves a whole application and shares its transport and buffers among all
 * streams. {@link #close()} closes them.
 */
public final class SseClient implements AutoCloseable {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse");

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final Environment environment;
    private final ChosenTransport transport;
    private final Sessions sessions;
    private volatile boolean closed;

    private SseClient(ChosenTransport transport, Environment environment) {
        this.transport = transport;
        this.environment = environment;
        this.sessions = new Sessions(environment.scheduler());
    }

    /**
     * A client with the best transport that works here: the provider of the highest priority on the class or module path,
     * or the one that {@code -Drivulet.transport} names. One log line says which, and why.
     *
     * @throws IllegalStateException if there is none; the message lists each candidate with its reason
     */
    public static SseClient create() {
        return builder().build();
    }

    /** A client with settings of one's own. */
    public static Builder builder() {
        return new Builder();
    }

    /**
     * Streams events to a subscriber, a lambda or one that sees states and comments too, which is called as the request's
     * {@code Delivery} says. Returns at once.
     */
    public SseSession subscribe(SseRequest request, SseSubscriber<SseEvent> subscriber) {
        return subscribe(request, new EventCopier(), subscriber);
    }

    /** Streams what a decoder makes of the events to a subscriber. Returns at once. */
    public <T> SseSession subscribe(SseRequest request, EventDecoder<T> decoder, SseSubscriber<T> subscriber) {
        return start(new Session<>(environment, request, decoder, new PushOutlet<>(subscriber, request.delivery())));
    }

    /** Streams batches of events to a subscriber. Returns at once. */
    public SseSession subscribe(SseRequest request, Batching batching, SseSubscriber<List<SseEvent>> subscriber) {
        return subscribe(request, new EventCopier(), batching, subscriber);
    }

    /** Streams batches of what a decoder makes of the events to a subscriber, who may keep the lists. Returns at once. */
    public <T> SseSession subscribe(
            SseRequest request, EventDecoder<T> decoder, Batching batching, SseSubscriber<List<T>> subscriber) {
        var outlet = new BatchOutlet<T>(batching, new PushOutlet<>(subscriber, request.delivery()));
        return start(new Session<>(environment, request, decoder, outlet));
    }

    /** Opens a stream of events to take from. Returns at once; the connection is made meanwhile. */
    public SseStream<SseEvent> stream(SseRequest request) {
        return stream(request, new EventCopier());
    }

    /** Opens a stream of what a decoder makes of the events. */
    public <T> SseStream<T> stream(SseRequest request, EventDecoder<T> decoder) {
        var stream = new PullStream<T>();
        stream.connect(start(new Session<>(environment, request, decoder, stream)));
        return stream;
    }

    /** Opens a stream of batches of events to take from. */
    public SseStream<List<SseEvent>> stream(SseRequest request, Batching batching) {
        return stream(request, new EventCopier(), batching);
    }

    /** Opens a stream of batches of what a decoder makes of the events; the lists are the taker's. */
    public <T> SseStream<List<T>> stream(SseRequest request, EventDecoder<T> decoder, Batching batching) {
        var stream = new PullStream<List<T>>();
        stream.connect(start(new Session<>(environment, request, decoder, new BatchOutlet<>(batching, stream))));
        return stream;
    }

    /** A cold publisher: each subscriber has a session of its own, which its demand reads and its cancel closes. */
    public Flow.Publisher<SseEvent> publisher(SseRequest request) {
        return new SessionPublisher<SseEvent>(
                outlet -> start(new Session<>(environment, request, new EventCopier(), outlet)), request.delivery());
    }

    /** A cold publisher of what a decoder makes of the events. The decoder is shared by all subscribers. */
    public <T> Flow.Publisher<T> publisher(SseRequest request, EventDecoder<T> decoder) {
        return new SessionPublisher<T>(
                outlet -> start(new Session<>(environment, request, decoder, outlet)), request.delivery());
    }

    /** The name of the transport in use; of an instance that was handed in, its class's. */
    public String transport() {
        return transport.name();
    }

    /** What has been counted so far, over all sessions. */
    public ClientMetrics metrics() {
        return sessions.metrics(environment.pool());
    }

    /**
     * Waits until no session of this client is open any more, however it ended; those that are opened meanwhile count. For a
     * {@code main} that only subscribes: its sessions run on daemon threads, which do not keep the JVM alive. Not from
     * inside a callback, which would wait for itself.
     */
    public void awaitClosed() throws InterruptedException {
        sessions.awaitClosed(FOREVER);
    }

    /**
     * As {@link #awaitClosed()}, for so long at most: after {@link #close()}, for handlers that are still busy.
     *
     * @return whether no session is open any more
     */
    public boolean awaitClosed(Duration atMost) throws InterruptedException {
        return sessions.awaitClosed(atMost);
    }

    /**
     * Closes all sessions, and the transport unless it was handed in. Idempotent; does not wait. What a transport throws is
     * logged.
     */
    @Override
    public void close() {
        closed = true;
        sessions.close();
        try {
            transport.close();
        } catch (RuntimeException | Error thrown) {
            LOG.log(System.Logger.Level.WARNING, "the transport failed to close", thrown);
        }
    }

    private <T> Session<T> start(Session<T> session) {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        sessions.add(session);
        session.start();
        if (closed) {
            session.close();
        }
        return session;
    }

    /** Settings of a client. Not thread-safe. */
    public static final class Builder {
        private @Nullable Transport transport;
        private @Nullable String name;
        private TransportConfig config = TransportConfig.defaults();
        private BufferPool pool = BufferPool.shared();
        private Scheduler scheduler = Scheduler.system();
        private RandomGenerator random = Environment.sharedRandom();

        private Builder() {}

        /** This transport; it stays the caller's to close. */
        public Builder transport(Transport instance) {
            this.transport = instance;
            return this;
        }

        /** The transport whose provider has this name; building fails with its reason if it does not work here. */
        public Builder transport(String providerName) {
            this.name = providerName;
            return this;
        }

        /** What a transport found by name or priority is made with. */
        public Builder transportConfig(TransportConfig transportConfig) {
            this.config = transportConfig;
            return this;
        }

        public Builder bufferPool(BufferPool bufferPool) {
            this.pool = bufferPool;
            return this;
        }

        /**
         * The source of all time: virtual in tests. Tasks given to a scheduler other than {@link Scheduler#system()} do
         * what time brings, handlers included, on the thread that runs them.
         */
        public Builder scheduler(Scheduler source) {
            this.scheduler = source;
            return this;
        }

        /** Where jitter comes from. Must be thread-safe if sessions run on several threads. */
        public Builder random(RandomGenerator generator) {
            this.random = generator;
            return this;
        }

        /**
         * Builds the client.
         *
         * @throws IllegalStateException if no transport works, or the named one is absent or does not
         */
        public SseClient build() {
            ChosenTransport chosen =
                    transport != null ? ChosenTransport.given(transport) : Transports.choose(name, config);
            return new SseClient(chosen, new Environment(chosen.transport(), pool, scheduler, random));
        }
    }
}
