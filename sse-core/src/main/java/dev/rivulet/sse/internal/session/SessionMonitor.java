package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseSession.Health;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.connection.Attempt;
import dev.rivulet.sse.internal.connection.Exchanges;
import dev.rivulet.sse.internal.connection.TransferTotals;
import dev.rivulet.sse.internal.metrics.Counters;
import dev.rivulet.sse.internal.metrics.SessionCounts;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Instant;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** How a session is, for those who look at it from any thread. */
final class SessionMonitor {
    private static final long LONGEST_QUIET_NANOS = TimeUnit.MINUTES.toNanos(1);

    private final Scheduler scheduler;
    private final Counters counters;
    private final Exchanges exchanges;
    private final long quietNanos;

    SessionMonitor(Timeouts timeouts, Scheduler scheduler, Counters counters, Exchanges exchanges) {
        this.scheduler = scheduler;
        this.counters = counters;
        this.exchanges = exchanges;
        long half = Nanos.of(timeouts.idle()) / 2;
        this.quietNanos = half == 0 ? LONGEST_QUIET_NANOS : Math.min(half, LONGEST_QUIET_NANOS);
    }

    Health health(SessionState now) {
        if (now instanceof SessionState.Closed closed) {
            return closed.failure() == null ? Health.CLOSED : Health.FAILED;
        }
        if (now instanceof SessionState.Connecting connecting) {
            return connecting.attempt() == 1 ? Health.CONNECTING : Health.RECONNECTING;
        }
        if (now instanceof SessionState.BackingOff) {
            return Health.RECONNECTING;
        }
        Attempt attempt = exchanges.totals().current();
        return attempt != null && scheduler.nanoTime() - attempt.activity().lastByteAt() > quietNanos
                ? Health.IDLE
                : Health.HEALTHY;
    }

    @Nullable
    Instant lastActivity() {
        TransferTotals now = exchanges.totals();
        Attempt attempt = now.current();
        if (attempt != null && attempt.activity().hasBrought()) {
            return instant(attempt.activity().lastByteAt());
        }
        return now.earlier().isActive() ? instant(now.earlier().lastByteAt()) : null;
    }

    private Instant instant(long nanoTime) {
        return scheduler.now().minusNanos(scheduler.nanoTime() - nanoTime);
    }

    SessionCounts metrics() {
        TransferTotals now = exchanges.totals();
        Attempt attempt = now.current();
        return attempt == null
                ? counters.snapshot(now.earlier().bytes(), now.earlier().bursts())
                : counters.snapshot(
                        now.earlier().bytes() + attempt.activity().receivedBytes(),
                        now.earlier().bursts() + attempt.activity().bursts());
    }
}
