package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseSession;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;

/** A session to which nothing happens. */
final class StillSession implements SseSession {
    private final Supplier<SessionMetrics> metrics;

    /** @param metrics called each time that they are read */
    StillSession(Supplier<SessionMetrics> metrics) {
        this.metrics = metrics;
    }

    @Override
    public SessionMetrics metrics() {
        return metrics.get();
    }

    @Override
    public SessionState state() {
        return new SessionState.Connecting(1);
    }

    @Override
    public Health health() {
        return Health.HEALTHY;
    }

    @Override
    public Instant lastActivity() {
        return null;
    }

    @Override
    public String lastEventId() {
        return "";
    }

    @Override
    public void reconnect() {}

    @Override
    public void dump(Path file) {}

    @Override
    public CompletionStage<SessionState.Open> opened() {
        return new CompletableFuture<>();
    }

    @Override
    public void close() {}

    @Override
    public CompletionStage<SessionState.Closed> closed() {
        return new CompletableFuture<>();
    }
}
