package dev.rivulet.sse.internal;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.policy.Dedup;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;

/** Recognises and counts duplicates, and reports, once a session, that the server's ids repeat. */
final class Duplicates {
    private final boolean off;
    private final RecentEvents recent;
    private final Counters counters;
    private final Consumer<Failure> warnings;
    private boolean reported;

    Duplicates(Dedup rule, Counters counters, Consumer<Failure> warnings) {
        this.off = rule.mode() == Dedup.Mode.OFF;
        this.recent = new RecentEvents(rule);
        this.counters = counters;
        this.warnings = warnings;
    }

    void connected() {
        recent.connected();
    }

    /** The server has reset its ids. */
    void clear() {
        recent.clear();
    }

    /** Whether to drop an event whose own block has this id. */
    boolean isDropped(EventView event, IdBytes id) {
        if (off || id.length == 0) {
            return false;
        }
        RecentEvents.Verdict verdict = recent.checkAndRemember(event, id);
        if (verdict == RecentEvents.Verdict.NEW) {
            return false;
        }
        if (verdict == RecentEvents.Verdict.DUPLICATE) {
            counters.add(Counters.DUPLICATES, 1);
            return true;
        }
        repeated(id);
        return false;
    }

    private void repeated(IdBytes id) {
        counters.add(Counters.REPEATED_IDS, 1);
        if (!reported) {
            reported = true;
            warnings.accept(new Failure.RepeatedId(new String(id.bytes, 0, id.length, StandardCharsets.UTF_8)));
        }
    }
}
