package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.ClientMetrics;
import dev.rivulet.sse.SseClient;
import io.micrometer.core.instrument.Tags;
import java.lang.ref.WeakReference;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Where the counters of the buffer pool are read: the first client that is still in use. Thread-safe. */
final class PoolSource {
    /**
     * The counters of a pool at one moment.
     *
     * @param outstanding NaN if no client is in use
     * @param retainedBytes as well
     */
    record Counts(double hits, double misses, double outstanding, double retainedBytes) {
        private static Counts of(ClientMetrics metrics) {
            return new Counts(
                    metrics.poolHits(), metrics.poolMisses(), metrics.poolOutstanding(), metrics.poolRetainedBytes());
        }

        private Counts ofNone() {
            return new Counts(hits, misses, Double.NaN, Double.NaN);
        }
    }

    private final Tags tags;
    private final List<WeakReference<SseClient>> clients = new CopyOnWriteArrayList<>();
    private volatile Counts last = new Counts(0, 0, Double.NaN, Double.NaN);

    PoolSource(Tags tags) {
        this.tags = tags;
    }

    Tags tags() {
        return tags;
    }

    void add(SseClient client) {
        clients.removeIf(each -> each.refersTo(null));
        clients.add(new WeakReference<>(client));
    }

    boolean isKnown() {
        return !clients.isEmpty();
    }

    /** The counters now. Those that only grow stay as they were when no client is in use any longer. */
    Counts counts() {
        for (WeakReference<SseClient> each : clients) {
            SseClient client = each.get();
            if (client != null) {
                last = Counts.of(client.metrics());
                return last;
            }
        }
        return last.ofNone();
    }
}
