package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.policy.Dedup;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rule that {@link Dedup} describes, said slowly: on whole events instead of hashes. */
final class Memory implements Rule {
    private static final class Seen {
        final Item.Event event;
        final int number;
        int connection; // the last one that brought it

        Seen(Item.Event event, int number, int connection) {
            this.event = event;
            this.number = number;
            this.connection = connection;
        }
    }

    private final Dedup rule;
    private final Deque<Seen> last = new ArrayDeque<>();
    private final Set<String> repeated = new HashSet<>();
    private int count;
    private int connection;
    private boolean replaying;
    private int reached; // by the replay

    Memory(Dedup rule) {
        this.rule = rule;
    }

    @Override
    public void connected() {
        connection++;
        replaying = true;
        reached = -1;
    }

    @Override
    public void reset() {
        last.clear();
        replaying = false;
    }

    @Override
    public boolean isDuplicate(Item.Event event) {
        String id = event.id();
        if (rule.mode() == Dedup.Mode.OFF || id == null || id.isEmpty()) {
            return false;
        }
        if (rule.mode() == Dedup.Mode.ALWAYS) {
            boolean seen = last.stream().anyMatch(each -> isSame(each.event, event));
            return seen || remember(event);
        }
        return !repeats(id) && markReplayed(newest(id), event);
    }

    /** Whether one connection has brought the id twice. */
    private boolean repeats(String id) {
        Seen before = newest(id);
        if (before != null && before.connection == connection) {
            repeated.add(id);
        }
        return repeated.contains(id);
    }

    private boolean markReplayed(@Nullable Seen before, Item.Event event) {
        if (replaying && before != null && isSame(before.event, event) && before.number > reached) {
            before.connection = connection;
            reached = before.number;
            return true;
        }
        replaying = false;
        return remember(event);
    }

    /** The newest that is remembered of an id. */
    private @Nullable Seen newest(String id) {
        for (Iterator<Seen> each = last.descendingIterator(); each.hasNext(); ) {
            Seen seen = each.next();
            if (id.equals(seen.event.id())) {
                return seen;
            }
        }
        return null;
    }

    /** False: it is new. */
    private boolean remember(Item.Event event) {
        last.addLast(new Seen(event, count++, connection));
        if (last.size() > rule.remembered()) {
            last.removeFirst();
        }
        return false;
    }

    private boolean isSame(Item.Event one, Item.Event other) {
        boolean sameId = other.id() != null && other.id().equals(one.id());
        boolean sameContent = one.type().equals(other.type()) && one.data().equals(other.data());
        return sameId && (sameContent || rule.mode() == Dedup.Mode.ID);
    }
}
