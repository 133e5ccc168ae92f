package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.internal.ClientContext;
import dev.rivulet.sse.internal.consumers.BatchOutlet;
import dev.rivulet.sse.internal.consumers.BlockingStream;
import dev.rivulet.sse.internal.consumers.SessionPublisher;
import dev.rivulet.sse.internal.consumers.SubscriberOutlet;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.internal.observation.ClientObservers;
import dev.rivulet.sse.internal.recorder.ClientRecorder;
import dev.rivulet.sse.internal.session.Session;
import dev.rivulet.sse.internal.session.Sessions;
import dev.rivulet.sse.internal.transports.ChosenTransport;
import dev.rivulet.sse.internal.transports.Transports;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.policy.FlightRecorder;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Flow;
import java.util.function.DoubleSupplier;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Opens event streams. Thread-safe; one client serves a whole application and shares its transport and buffers among all
 * streams. {@link #close()} closes them.
 */
public final class SseClient implements AutoCloseable {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    private static final Duration FOREVER = Duration.ofSeconds(Long.MAX_VALUE);

    private final ClientContext environment;
    private final ChosenTransport transport;
    private final Sessions sessions;
    private final UnaryOperator<SseRequest> defaults;
    private final ClientObservers observers;
    private volatile boolean closed;

    private SseClient(
            ChosenTransport transport,
            ClientContext environment,
            UnaryOperator<SseRequest> defaults,
            ClientObservers observers) {
        this.observers = observers;
        this.defaults = defaults;
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
     * Streams events to a subscriber, for example a lambda, which is called as the request's {@code Delivery} says. Returns
     * immediately; the connection is made in the background. Losses and the end are logged ({@code dev.rivulet.sse}), and
     * reported to {@link SseSubscriber#onState} and {@link SseSubscriber#onClosed}.
     *
     * @throws IllegalStateException if the client is closed
     */
    public SseSession subscribe(SseRequest request, SseSubscriber<SseEvent> subscriber) {
        return subscribe(request, new EventCopier(), subscriber);
    }

    /** As {@link #subscribe(SseRequest, SseSubscriber)}, with what a decoder makes of the events. */
    public <T> SseSession subscribe(SseRequest request, EventDecoder<T> decoder, SseSubscriber<T> subscriber) {
        requireNonNull(decoder, "decoder");
        requireNonNull(subscriber, "subscriber");
        SseRequest full = withDefaults(request);
        return start(new Session<>(environment, full, decoder, new SubscriberOutlet<>(subscriber, full.delivery())));
    }

    /** As {@link #subscribe(SseRequest, SseSubscriber)}, with batches of events. */
    public SseSession subscribe(SseRequest request, Batching batching, SseSubscriber<List<SseEvent>> subscriber) {
        return subscribe(request, new EventCopier(), batching, subscriber);
    }

    /**
     * As {@link #subscribe(SseRequest, SseSubscriber)}, with batches of what a decoder makes of the events. The subscriber
     * may keep and modify the lists.
     */
    public <T> SseSession subscribe(
            SseRequest request, EventDecoder<T> decoder, Batching batching, SseSubscriber<List<T>> subscriber) {
        requireNonNull(decoder, "decoder");
        requireNonNull(batching, "batching");
        requireNonNull(subscriber, "subscriber");
        SseRequest full = withDefaults(request);
        var outlet = new BatchOutlet<T>(batching, new SubscriberOutlet<>(subscriber, full.delivery()));
        return start(new Session<>(environment, full, decoder, outlet));
    }

    /**
     * Opens a stream to take events from. Returns immediately; the connection is made in the background.
     *
     * @throws IllegalStateException if the client is closed
     */
    public SseStream<SseEvent> stream(SseRequest request) {
        return stream(request, new EventCopier());
    }

    /** As {@link #stream(SseRequest)}, with what a decoder makes of the events. */
    public <T> SseStream<T> stream(SseRequest request, EventDecoder<T> decoder) {
        requireNonNull(decoder, "decoder");
        var stream = new BlockingStream<T>();
        stream.connect(start(new Session<>(environment, withDefaults(request), decoder, stream)));
        return stream;
    }

    /** As {@link #stream(SseRequest)}, with batches of events. */
    public SseStream<List<SseEvent>> stream(SseRequest request, Batching batching) {
        return stream(request, new EventCopier(), batching);
    }

    /**
     * As {@link #stream(SseRequest)}, with batches of what a decoder makes of the events. The caller may keep and modify the
     * lists.
     */
    public <T> SseStream<List<T>> stream(SseRequest request, EventDecoder<T> decoder, Batching batching) {
        requireNonNull(decoder, "decoder");
        requireNonNull(batching, "batching");
        var stream = new BlockingStream<List<T>>();
        var outlet = new BatchOutlet<>(batching, stream);
        stream.connect(start(new Session<>(environment, withDefaults(request), decoder, outlet)));
        return stream;
    }

    /**
     * A cold publisher with backpressure. Each subscriber opens its own session, reads it as fast as it requests, and closes
     * it by cancelling.
     *
     * <p>An event is handled when {@code onNext} returns. Operators that buffer, such as Reactor's {@code publishOn} and
     * {@code limitRate} or Kotlin's {@code asFlow()} (64 events), return before it is handled: with a {@link LastEventIdStore}, what they
     * hold is lost when they are cancelled or the JVM ends. Use {@code Delivery.defaults().manualAcknowledgement()} with
     * them, and call {@link SseEvent#ack()} at the end of the pipeline. A store without acknowledgement is logged.
     */
    public Flow.Publisher<SseEvent> publisher(SseRequest request) {
        return publisher(request, new EventCopier());
    }

    /** As {@link #publisher(SseRequest)}, with what a decoder makes of the events. All subscribers share the decoder. */
    public <T> Flow.Publisher<T> publisher(SseRequest request, EventDecoder<T> decoder) {
        requireNonNull(decoder, "decoder");
        SseRequest full = withDefaults(request);
        if (full.lastEventIdStore() != null && full.delivery().maxUnacknowledged() == 0) {
            LOG.log(
                    Level.INFO,
                    () -> full + ": the id of an event is saved when onNext returns; if an operator buffers, use"
                            + " Delivery.manualAcknowledgement() and SseEvent.ack()");
        }
        return new SessionPublisher<T>(
                outlet -> start(new Session<>(environment, full, decoder, outlet)), full.delivery());
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
     * Writes what the flight recorder keeps of all open sessions and of the last 16 that ended to a file; see
     * {@link SseSession#dump}.
     *
     * @throws IllegalStateException if the recorder is off ({@link Builder#flightRecorder})
     * @throws IOException if the file cannot be written, or is not a recording
     */
    public void dump(Path file) throws IOException {
        requireNonNull(file, "file");
        ClientRecorder recorder = observers.recorder();
        if (recorder == null) {
            throw new IllegalStateException("the flight recorder is off: see SseClient.Builder.flightRecorder");
        }
        recorder.dump(file);
    }

    /**
     * Waits until this client has no open session, including sessions opened while it waits. For a {@code main} that only
     * subscribes: sessions run on daemon threads, which do not keep the JVM alive. Do not call it from a callback, which
     * would wait for itself.
     */
    public void awaitClosed() throws InterruptedException {
        sessions.awaitClosed(FOREVER);
    }

    /**
     * As {@link #awaitClosed()}, but waits no longer than {@code atMost}. After {@link #close()}, it waits for handlers that
     * are still busy.
     *
     * @return whether all sessions have ended
     */
    public boolean awaitClosed(Duration atMost) throws InterruptedException {
        return sessions.awaitClosed(requireNonNull(atMost, "atMost"));
    }

    /**
     * Closes all sessions, and the transport unless it was given to the builder. Does not wait. Idempotent. What a transport
     * throws is logged.
     */
    @Override
    public void close() {
        closed = true;
        sessions.close();
        observers.close();
        try {
            transport.close();
        } catch (RuntimeException | Error thrown) {
            LOG.log(Level.WARNING, "the transport failed to close", thrown);
        }
    }

    private SseRequest withDefaults(SseRequest request) {
        return requireNonNull(request, "request").over(defaults);
    }

    private <T> Session<T> start(Session<T> session) {
        if (closed) {
            throw new IllegalStateException("the client is closed");
        }
        sessions.add(session);
        session.observe(observers);
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
        private DoubleSupplier random = ClientContext.sharedRandom();
        private UnaryOperator<SseRequest> defaults = request -> request;
        private final List<ClientObserver> observers = new ArrayList<>();
        private @Nullable FlightRecorder recording;

        private Builder() {}

        /** Uses this transport. The client does not close it. */
        public Builder transport(Transport instance) {
            this.transport = requireNonNull(instance, "instance");
            return this;
        }

        /** Uses the transport of this name; {@link #build()} throws with the reason if it does not work here. */
        public Builder transport(String providerName) {
            this.name = requireNonNull(providerName, "providerName");
            return this;
        }

        /** TLS, proxy and HTTP version of a transport that the client makes; a transport instance has its own. */
        public Builder transportConfig(TransportConfig transportConfig) {
            this.config = requireNonNull(transportConfig, "transportConfig");
            return this;
        }

        /**
         * Settings for all requests of this client, such as {@code request -> request.timeouts(…).header(…)}. What a request
         * sets itself takes precedence, method and URI above all. Called for each stream, subscription and publisher;
         * it must return a copy of the request that it is given.
         */
        public Builder defaults(UnaryOperator<SseRequest> settings) {
            this.defaults = requireNonNull(settings, "settings");
            return this;
        }

        /** Where buffers come from. Default {@link BufferPool#shared()}. */
        public Builder bufferPool(BufferPool bufferPool) {
            this.pool = requireNonNull(bufferPool, "bufferPool");
            return this;
        }

        /**
         * The source of all time; virtual in tests. A scheduler other than {@link Scheduler#system()} runs its tasks,
         * and the handlers that they call, on its own thread.
         */
        public Builder scheduler(Scheduler source) {
            this.scheduler = requireNonNull(source, "source");
            return this;
        }

        /** Adds one who watches all sessions of this client, such as meters or a tracer. */
        public Builder observer(ClientObserver observer) {
            this.observers.add(requireNonNull(observer, "observer"));
            return this;
        }

        /** Records the streams in memory; off by default. */
        public Builder flightRecorder(FlightRecorder settings) {
            this.recording = requireNonNull(settings, "settings");
            return this;
        }

        /**
         * The source of random delays: numbers from 0 (inclusive) to 1 (exclusive), such as {@code new Random(seed)::nextDouble}.
         * Must be thread-safe if sessions run on several threads.
         */
        public Builder random(DoubleSupplier generator) {
            this.random = requireNonNull(generator, "generator");
            return this;
        }

        /**
         * Builds the client.
         *
         * @throws IllegalStateException if no transport works, if the named one is absent or does not work, or if both an
         *     instance and a name were given
         */
        public SseClient build() {
            if (transport != null && name != null) {
                throw new IllegalStateException("both a transport instance and the name \"" + name + "\" were given");
            }
            ChosenTransport chosen =
                    transport != null ? ChosenTransport.given(transport) : Transports.choose(name, config);
            var context = new ClientContext(chosen.transport(), pool, scheduler, random);
            var recorder = recording == null ? null : new ClientRecorder(recording, scheduler);
            var watching = new ClientObservers(observers, recorder);
            var client = new SseClient(chosen, context, defaults, watching);
            watching.attach(client);
            return client;
        }
    }
}
