package dev.rivulet.sse.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A registry that takes the meters. What it throws is logged, the first time, and goes no further. Thread-safe. */
final class Binding {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse.micrometer");

    private final MeterRegistry registry;
    private final Set<Object> added = ConcurrentHashMap.newKeySet();
    private final AtomicBoolean hasFailed = new AtomicBoolean();

    Binding(MeterRegistry registry) {
        this.registry = registry;
    }

    MeterRegistry registry() {
        return registry;
    }

    /** Registers the meters of a group, once. */
    void add(SessionGroup group) {
        GroupMeters meters = added.add(group) ? made(() -> new GroupMeters(this, group)) : null;
        if (meters != null) {
            group.add(meters);
            meters.register();
        }
    }

    /** Registers the meters of the pool, once. */
    void add(PoolSource pool) {
        PoolMeters meters = added.add(pool) ? made(() -> new PoolMeters(this, pool)) : null;
        if (meters != null) {
            meters.register();
        }
    }

    /** What the registry makes; null if it throws. */
    <T> @Nullable T made(Supplier<T> call) {
        try {
            return call.get();
        } catch (RuntimeException | LinkageError thrown) {
            failed(thrown);
            return null;
        }
    }

    void failed(Throwable thrown) {
        if (hasFailed.compareAndSet(false, true)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "a meter registry failed, which changes no stream; meters may be missing: "
                            + registry.getClass().getName(),
                    thrown);
        }
    }
}
