package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.micrometer.PoolSource.Counts;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.binder.BaseUnits;
import java.util.function.ToDoubleFunction;

/** The meters of the buffer pool in one registry. */
final class PoolMeters {
    private static final String BUFFERS = BaseUnits.BUFFERS;

    private final Binding binding;
    private final PoolSource pool;
    private final Kept<Counts> counts;

    PoolMeters(Binding binding, PoolSource pool) {
        this.binding = binding;
        this.pool = pool;
        this.counts = new Kept<>(binding.registry().config().clock(), pool::counts);
    }

    void register() {
        acquired("hit", Counts::hits);
        acquired("miss", Counts::misses);
        gauge("outstanding", BUFFERS, "Buffers lent and not given back", Counts::outstanding);
        gauge("retained", BaseUnits.BYTES, "Bytes of unused buffers", Counts::retainedBytes);
    }

    private void acquired(String result, ToDoubleFunction<Counts> count) {
        binding.made(() -> FunctionCounter.builder(
                        "sse.client.pool.acquired", this, any -> count.applyAsDouble(counts.get()))
                .description("Buffers lent: from the pool, or allocated")
                .baseUnit(BUFFERS)
                .tags(pool.tags().and("result", result))
                .register(binding.registry()));
    }

    private void gauge(String name, String unit, String description, ToDoubleFunction<Counts> count) {
        binding.made(() -> Gauge.builder("sse.client.pool." + name, this, any -> count.applyAsDouble(counts.get()))
                .description(description)
                .baseUnit(unit)
                .tags(pool.tags())
                .strongReference(true)
                .register(binding.registry()));
    }
}
