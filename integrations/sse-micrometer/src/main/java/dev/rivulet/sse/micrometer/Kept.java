package dev.rivulet.sse.micrometer;

import io.micrometer.core.instrument.Clock;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A value that is made when it is read, and kept for a second: a scrape reads it for each meter. Thread-safe. */
final class Kept<T> {
    private static final long NANOS = TimeUnit.SECONDS.toNanos(1);

    private final Clock clock;
    private final Supplier<T> source;
    private final ReentrantLock lock = new ReentrantLock(); // else an older value could replace a newer one
    private @Nullable T value;
    private long madeAt;

    Kept(Clock clock, Supplier<T> source) {
        this.clock = clock;
        this.source = source;
    }

    T get() {
        lock.lock();
        try {
            long now = clock.monotonicTime();
            T kept = value;
            if (kept == null || now - madeAt >= NANOS) {
                kept = source.get();
                value = kept;
                madeAt = now;
            }
            return kept;
        } finally {
            lock.unlock();
        }
    }
}
