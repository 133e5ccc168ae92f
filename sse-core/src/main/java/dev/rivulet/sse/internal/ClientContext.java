package dev.rivulet.sse.internal;

import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.spi.Transport;
import java.util.concurrent.ThreadLocalRandom;
import java.util.function.DoubleSupplier;

/** What all sessions of a client share. */
public record ClientContext(Transport transport, BufferPool pool, Scheduler scheduler, DoubleSupplier random) {
    /** Thread-safe: each thread draws from its own. */
    public static DoubleSupplier sharedRandom() {
        return () -> ThreadLocalRandom.current().nextDouble();
    }
}
