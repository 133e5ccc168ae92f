package dev.rivulet.sse.internal;

import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.spi.Transport;
import java.util.concurrent.ThreadLocalRandom;
import java.util.random.RandomGenerator;

/** What all sessions of a client share. */
public record ClientContext(Transport transport, BufferPool pool, Scheduler scheduler, RandomGenerator random) {
    /** Thread-safe: each thread draws from its own. */
    public static RandomGenerator sharedRandom() {
        return () -> ThreadLocalRandom.current().nextLong();
    }
}
