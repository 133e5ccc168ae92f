package dev.rivulet.sse.micrometer;

import static java.util.concurrent.TimeUnit.MILLISECONDS;
import static java.util.concurrent.TimeUnit.NANOSECONDS;

import dev.rivulet.sse.SseSession.Health;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.TimeGauge;
import io.micrometer.core.instrument.Timer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/**
 * The meters of a group of sessions in one registry. They refer to the group, so that what was counted stays when the client
 * is gone: a registry itself holds only weak references.
 */
final class GroupMeters {
    /** States of sessions that have not ended. */
    private static final List<Health> OPEN =
            List.of(Health.CONNECTING, Health.HEALTHY, Health.IDLE, Health.RECONNECTING);

    private final Binding binding;
    private final MeterRegistry registry;
    private final SessionGroup group;
    private final Kept<GroupSnapshot> snapshot;
    private volatile @Nullable Timer firstEvent; // null before it is registered, or if the registry threw
    private volatile @Nullable Timer gap;
    private volatile @Nullable Timer outage;

    GroupMeters(Binding binding, SessionGroup group) {
        this.binding = binding;
        this.registry = binding.registry();
        this.group = group;
        this.snapshot = new Kept<>(registry.config().clock(), group::snapshot);
    }

    void register() {
        firstEvent = timer("sse.client.time.to.first.event", "From a session's start to its first event");
        gap = timer("sse.client.event.gap", "Between bursts of one connection that brought events");
        outage = timer("sse.client.outage", "From the loss of a stream until it is open again");
        for (GroupCounter counter : GroupCounter.ALL) {
            register(counter);
        }
        OPEN.forEach(this::register);
        registerBackOff();
        registerAge();
        group.taggedCounters().forEach(counter -> counter.register(this));
    }

    private @Nullable Timer timer(String name, String description) {
        return binding.made(() ->
                Timer.builder(name).description(description).tags(group.tags()).register(registry));
    }

    private void register(GroupCounter counter) {
        binding.made(() -> FunctionCounter.builder(
                        counter.meter(),
                        this,
                        any -> counter.count().applyAsLong(snapshot.get().counted()))
                .description(counter.description())
                .baseUnit(counter.unit())
                .tags(group.tags())
                .register(registry));
    }

    private void register(Health health) {
        binding.made(() -> Gauge.builder(
                        "sse.client.sessions", this, any -> snapshot.get().sessions(health))
                .description("Sessions that have not ended")
                .baseUnit("sessions")
                .tags(group.tags().and("state", health.name().toLowerCase(Locale.ROOT)))
                .strongReference(true)
                .register(registry));
    }

    private void registerBackOff() {
        binding.made(() -> FunctionTimer.builder(
                        "sse.client.backoff",
                        this,
                        any -> snapshot.get().waits(),
                        any -> snapshot.get().counted().backingOffNanos(),
                        NANOSECONDS)
                .description("Waits before attempts")
                .tags(group.tags())
                .register(registry));
    }

    private void registerAge() {
        binding.made(() -> TimeGauge.builder("sse.client.last.byte.age", this, MILLISECONDS, any -> age())
                .description("Since the last byte, of the session that has been quiet longest")
                .tags(group.tags())
                .strongReference(true)
                .register(registry));
    }

    private double age() {
        Instant since = snapshot.get().quietSince();
        return since == null
                ? Double.NaN
                : Math.max(0, registry.config().clock().wallTime() - since.toEpochMilli());
    }

    void register(TaggedCounter counter, Tags tags, AtomicLong count) {
        binding.made(() -> FunctionCounter.builder(counter.name(), count, any -> count.get())
                .description(counter.description())
                .tags(group.tags().and(tags))
                .register(registry));
    }

    void firstEvent(Duration time) {
        record(firstEvent, time.toNanos());
    }

    void outage(Duration time) {
        record(outage, time.toNanos());
    }

    void gap(long nanos) {
        record(gap, nanos);
    }

    private void record(@Nullable Timer timer, long nanos) {
        if (timer == null || nanos < 0) {
            return;
        }
        try {
            timer.record(nanos, NANOSECONDS);
        } catch (RuntimeException | LinkageError thrown) {
            binding.failed(thrown);
        }
    }
}
