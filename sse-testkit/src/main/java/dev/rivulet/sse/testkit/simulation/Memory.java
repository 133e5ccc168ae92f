package dev.rivulet.sse.testkit.simulation;

import dev.rivulet.sse.policy.Dedup;
import java.util.ArrayDeque;
import java.util.Deque;

/** The rule of duplicates, said slowly: what {@link Dedup} promises, on whole events instead of hashes. */
final class Memory {
    private record Seen(Item.Event event, int connection) {}

    private final Dedup rule;
    private final Deque<Seen> last = new ArrayDeque<>();
    private int connection;
    private boolean looking;
    private boolean found;

    Memory(Dedup rule) {
        this.rule = rule;
    }

    void connected() {
        connection++;
        looking = !last.isEmpty();
        found = false;
    }

    void reset() {
        last.clear();
        looking = false;
    }

    boolean isDuplicate(Item.Event event) {
        String id = event.id();
        if (rule.mode() == Dedup.Mode.OFF || id == null || id.isEmpty()) {
            return false;
        }
        boolean always = rule.mode() == Dedup.Mode.ALWAYS;
        boolean seen = (looking || always)
                && last.stream()
                        .anyMatch(each -> isSame(each.event(), event) && (always || each.connection() < connection));
        if (seen) {
            found = true;
            return true;
        }
        looking &= !found;
        last.addLast(new Seen(event, connection));
        if (last.size() > rule.remembered()) {
            last.removeFirst();
        }
        return false;
    }

    private boolean isSame(Item.Event one, Item.Event other) {
        boolean sameId = other.id() != null && other.id().equals(one.id());
        return rule.mode() == Dedup.Mode.ID
                ? sameId
                : sameId && one.type().equals(other.type()) && one.data().equals(other.data());
    }
}
