package dev.rivulet.sse.micrometer;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.HashMap;
import java.util.Map;
import java.util.WeakHashMap;

/** Finds two meters objects that share a registry and have the same tags: the registry ignores the second. */
final class SharedRegistries {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse.micrometer");
    private static final Map<MeterRegistry, Map<Tags, WeakReference<SseMeters>>> BOUND = new WeakHashMap<>();

    private SharedRegistries() {}

    /** Logs a warning if the registry has another's meters with these tags. */
    static void check(MeterRegistry registry, Tags tags, SseMeters meters) {
        if (!isFree(registry, tags, meters)) {
            LOG.log(
                    System.Logger.Level.WARNING,
                    "the registry has the meters of another SseMeters with the same tags, and ignores these: give each a"
                            + " tag of its own, new SseMeters(Tags.of(\"client\", name)), or give one to all clients");
        }
    }

    private static synchronized boolean isFree(MeterRegistry registry, Tags tags, SseMeters meters) {
        Map<Tags, WeakReference<SseMeters>> bound = BOUND.computeIfAbsent(registry, any -> new HashMap<>());
        WeakReference<SseMeters> before = bound.putIfAbsent(tags, new WeakReference<>(meters));
        return before == null || before.refersTo(meters);
    }
}
