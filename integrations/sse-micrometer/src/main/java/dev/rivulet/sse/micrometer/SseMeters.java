package dev.rivulet.sse.micrometer;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A client's streams as meters. Give it to the client and bind it to a registry, in either order:
 *
 * <pre>{@code
 * var meters = new SseMeters();
 * meters.bindTo(registry);
 * var client = SseClient.builder().observer(meters).build();
 * }</pre>
 *
 * <p>Their tags are {@code name}, which is {@link SseRequest#name}, or {@code none}; {@code host}, of the request's URI; and
 * those of the constructor. Nothing else of the URI is shown, and no event ID. Sessions of the same name and host are one
 * series. Give requests names of which there are few: after 1,000 pairs of name and host, further ones share
 * the name and host {@code other}.
 *
 * <table>
 * <caption>The meters</caption>
 * <tr><th>meter</th><th>kind, unit</th><th>further tags</th><th>what it is</th></tr>
 * <tr><td>{@code sse.client.sessions}</td><td>gauge, sessions</td><td>{@code state}: {@code connecting},
 * {@code healthy}, {@code idle}, {@code reconnecting}</td><td>sessions by {@link SseSession.Health}</td></tr>
 * <tr><td>{@code sse.client.sessions.ended}</td><td>counter</td><td>{@code reason}; {@code cause}: a
 * {@code Failure.code()}, or {@code none}</td><td>sessions that have ended</td></tr>
 * <tr><td>{@code sse.client.connects}</td><td>counter</td><td></td><td>streams opened</td></tr>
 * <tr><td>{@code sse.client.reconnects}</td><td>counter</td><td>{@code cause}: a {@code Failure.code()}, or
 * {@code requested}</td><td>attempts after a session's first</td></tr>
 * <tr><td>{@code sse.client.warnings}</td><td>counter</td><td>{@code cause}</td><td>problems that ended nothing</td></tr>
 * <tr><td>{@code sse.client.received}</td><td>counter, bytes</td><td></td><td>before decompression</td></tr>
 * <tr><td>{@code sse.client.events}</td><td>counter, events</td><td></td><td>events parsed</td></tr>
 * <tr><td>{@code sse.client.delivered}</td><td>counter, events</td><td></td><td>events handed over</td></tr>
 * <tr><td>{@code sse.client.duplicates}</td><td>counter, events</td><td></td><td>events dropped as duplicates</td></tr>
 * <tr><td>{@code sse.client.skipped}</td><td>counter, events</td><td></td><td>events that exceeded a limit</td></tr>
 * <tr><td>{@code sse.client.backoff}</td><td>function timer</td><td></td><td>waits before attempts, counted at their
 * end</td></tr>
 * <tr><td>{@code sse.client.outage}</td><td>timer</td><td></td><td>from the loss of a stream until it is open
 * again</td></tr>
 * <tr><td>{@code sse.client.time.to.first.event}</td><td>timer</td><td></td><td>from a session's start</td></tr>
 * <tr><td>{@code sse.client.event.gap}</td><td>timer</td><td></td><td>between bursts of one connection that brought
 * events; events of one burst are not timed, which would cost more than parsing them</td></tr>
 * <tr><td>{@code sse.client.last.byte.age}</td><td>gauge, time</td><td></td><td>since the last byte, comments included:
 * the longest of all sessions that have not ended and have received one; NaN if there is none</td></tr>
 * <tr><td>{@code sse.client.pool.acquired}</td><td>counter, buffers</td><td>{@code result}: {@code hit},
 * {@code miss}; no {@code name} and {@code host}, as below</td><td>buffers lent by the buffer pool</td></tr>
 * <tr><td>{@code sse.client.pool.outstanding}</td><td>gauge, buffers</td><td></td><td>lent, not given back</td></tr>
 * <tr><td>{@code sse.client.pool.retained}</td><td>gauge, bytes</td><td></td><td>in unused buffers</td></tr>
 * </table>
 *
 * <p>Counters include sessions that have ended and what was counted before the registry was bound; timers count from then
 * on. Counters and gauges are read at most once a second, so a scrape looks at each session once. The gauges of the pool
 * are those of the first client: clients share one pool by default.
 *
 * <p>It may watch several clients and be bound to several registries, each once. Two of these objects with the same tags
 * cannot share a registry: give each a tag of its own. What a registry throws is logged once, and changes no stream.
 */
public final class SseMeters implements ClientObserver, MeterBinder {
    private final SessionGroups groups;
    private final PoolSource pool;
    private final Map<MeterRegistry, Binding> bindings = new ConcurrentHashMap<>();

    /** Meters without further tags. */
    public SseMeters() {
        this(Tags.empty());
    }

    /** Meters that all have these tags too, for example one that distinguishes the clients of a registry. */
    public SseMeters(Iterable<Tag> tags) {
        Tags all = Tags.of(requireNonNull(tags, "tags"));
        this.groups = new SessionGroups(all);
        this.pool = new PoolSource(all);
    }

    /** Registers the meters of all sessions, also of those that are opened later. Idempotent; from any thread. */
    @Override
    public void bindTo(MeterRegistry registry) {
        requireNonNull(registry, "registry");
        Binding binding = bindings.computeIfAbsent(registry, Binding::new);
        SharedRegistries.check(registry, groups.tags(), this);
        groups.all().forEach(binding::add);
        addPool(binding);
    }

    private void addPool(Binding binding) {
        if (pool.isKnown()) {
            binding.add(pool);
        }
    }

    @Override
    public void attached(SseClient client) {
        pool.add(client);
        bindings.values().forEach(this::addPool);
    }

    @Override
    public SessionObserver observe(SseSession session, SseRequest request) {
        SessionGroup group = groups.of(request);
        bindings.values().forEach(binding -> binding.add(group)); // only the first time
        return group.watch(session);
    }
}
