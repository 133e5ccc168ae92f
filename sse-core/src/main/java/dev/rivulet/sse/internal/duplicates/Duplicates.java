package dev.rivulet.sse.internal.duplicates;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.internal.commits.IdBytes;
import dev.rivulet.sse.internal.metrics.Counters;
import dev.rivulet.sse.internal.metrics.SessionCounts.Metric;
import dev.rivulet.sse.policy.Dedup;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Recognises and counts duplicates, and reports, once a session, that the server's ids repeat. */
public final class Duplicates {
    private final boolean off;
    private final Dedup rule;
    private @Nullable RecentEvents recent; // made at the first event with an id
    private final Counters counters;
    private final Consumer<Failure> warnings;
    private boolean reported;

    public Duplicates(Dedup rule, Counters counters, Consumer<Failure> warnings) {
        this.off = rule.mode() == Dedup.Mode.OFF;
        this.rule = rule;
        this.counters = counters;
        this.warnings = warnings;
    }

    public void connected() {
        if (recent != null) {
            recent.connected();
        }
    }

    /** The last event of an earlier session had this id and content. */
    public void startFrom(IdBytes id, long contentHash) {
        if (!off && id.length() > 0) {
            recent = new RecentEvents(rule);
            recent.startFrom(id, contentHash);
        }
    }

    /** The server has reset its ids. */
    public void clear() {
        if (recent != null) {
            recent.clear();
        }
    }

    /** Remembers an event whose own block has this id. Returns whether to drop it. */
    public boolean checkAndDrop(EventView event, IdBytes id) {
        if (off || id.length() == 0) {
            return false;
        }
        if (recent == null) {
            recent = new RecentEvents(rule);
        }
        RecentEvents.Verdict verdict = recent.checkAndRemember(event, id);
        if (verdict == RecentEvents.Verdict.NEW) {
            return false;
        }
        if (verdict == RecentEvents.Verdict.DUPLICATE) {
            counters.add(Metric.DUPLICATES, 1);
            return true;
        }
        repeated(id);
        return false;
    }

    private void repeated(IdBytes id) {
        counters.add(Metric.REPEATED_IDS, 1);
        if (!reported) {
            reported = true;
            warnings.accept(new Failure.RepeatedId(id.toString()));
        }
    }
}
