package dev.rivulet.sse.internal.observation;

import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.internal.mailbox.Timers;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Supplier;

/** Reports to observers what a session has counted, as often as each of them asks. Confined to the session. */
final class CountTimers<N> {
    private static final long SHORTEST_NANOS = 100_000_000;

    private final Timers<N> timers;
    private final Supplier<? extends SessionMetrics> metrics;
    private final Map<GuardedObserver, Timer<N>> running = new HashMap<>();

    CountTimers(Timers<N> timers, Supplier<? extends SessionMetrics> metrics) {
        this.timers = timers;
        this.metrics = metrics;
    }

    void start(Iterable<GuardedObserver> observers) {
        for (GuardedObserver observer : observers) {
            if (!observer.interval().isZero()) {
                startNext(observer);
            }
        }
    }

    private void startNext(GuardedObserver observer) {
        long nanos = Math.max(SHORTEST_NANOS, Nanos.of(observer.interval()));
        running.put(observer, timers.start(nanos, () -> {
            SessionMetrics counted = metrics.get();
            observer.call(one -> one.counted(counted));
            startNext(observer);
            return null;
        }));
    }

    void cancel() {
        running.values().forEach(Timer::cancel);
        running.clear();
    }
}
