package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.kafka.config.Settings;
import dev.rivulet.sse.kafka.records.Position;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.Scheduler;
import org.jspecify.annotations.Nullable;

/** Starts the sessions of streams. On the task's thread, except {@link #close()}. */
final class SessionStarter implements ClientObserver, AutoCloseable {
    private final Settings settings;
    private final Scheduler time;
    private final EventQueue queue;
    private final Notices notices;
    private final SseClient client;
    private @Nullable StreamRun starting;

    @SuppressWarnings("this-escape") // the client calls it when a session starts
    SessionStarter(Settings settings, SseClient.Builder client, Scheduler time, EventQueue queue, Notices notices) {
        this.settings = settings;
        this.time = time;
        this.queue = queue;
        this.notices = notices;
        this.client = client.observer(this).build();
    }

    /**
     * Starts a session where the stream's last one ended.
     *
     * @throws RuntimeException if the stream's settings make no request
     */
    void start(OwnedStream stream) {
        Position from = stream.next();
        var copier = new EventCopier(from, settings.records().idsRequired(), time);
        SseRequest request = after(from, settings.request(stream.spec())).delivery(Delivery.inline());
        var run = new StreamRun(stream, stream.nextRun(), from, copier, queue, notices);
        stream.begin(run);
        starting = run;
        try {
            client.publisher(request, copier).subscribe(run);
        } finally {
            starting = null;
        }
    }

    private static SseRequest after(Position position, SseRequest request) {
        Long hash = position.hash();
        return hash == null ? request.lastEventId(position.id()) : request.lastEventId(position.id(), hash);
    }

    /** Called inside {@link #start}. */
    @Override
    public @Nullable SessionObserver observe(SseSession session, SseRequest request) {
        return starting;
    }

    /** How many events were dropped because a server had sent them before. Any thread; looks at each session. */
    long duplicates() {
        return client.metrics().total().duplicates();
    }

    /** Closes all sessions, and does not wait. Any thread. */
    @Override
    public void close() {
        client.close();
    }
}
