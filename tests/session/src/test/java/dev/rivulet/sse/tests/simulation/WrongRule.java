package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.policy.Dedup;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The rule for duplicates by id and content, with a fault. */
final class WrongRule implements Rule {
    /** What is wrong with it. */
    enum Fault {
        NOTHING,
        /** The rule as it was: an event matches any number of times, until the first that is new after one that was not. */
        OLD,
        /** A new event does not end the run. */
        RUN_WITHOUT_END,
        /** A replay may begin after a new event. */
        LATE_RUN,
        /** An id that came twice on one connection still counts. */
        REPEATED_ID_COUNTS,
        /** An event with an id that came twice ends the run. */
        REPEATED_ID_ENDS_RUN,
        /** Any event of an id counts, not only the newest. */
        OLDER_EVENTS_COUNT,
        ANY_ORDER,
        NO_GAPS,
        /** On one connection only, whichever. */
        ONCE_FOR_ALL
    }

    private static final class Seen {
        final Item.Event event;
        int connection;
        boolean replayed;

        Seen(Item.Event event, int connection) {
            this.event = event;
            this.connection = connection;
        }
    }

    private final Fault fault;
    private final int remembered;
    private final List<Seen> last = new ArrayList<>();
    private final Set<String> repeated = new HashSet<>();
    private int connection;
    private boolean replaying;
    private boolean matched;
    private @Nullable Seen reached;

    WrongRule(Fault fault, Dedup rule) {
        this.fault = fault;
        this.remembered = rule.remembered();
    }

    @Override
    public void connected() {
        connection++;
        replaying = true;
        matched = false;
        reached = null;
    }

    @Override
    public void reset() {
        last.clear();
        replaying = false;
    }

    @Override
    public boolean isDuplicate(Item.Event event) {
        String id = event.id();
        if (id == null || id.isEmpty()) {
            return false;
        }
        if (!is(Fault.OLD) && !is(Fault.REPEATED_ID_COUNTS) && repeats(id)) {
            replaying &= !is(Fault.REPEATED_ID_ENDS_RUN);
            return false;
        }
        boolean seen = replaying && matches(event);
        if (!seen) {
            boolean goesOn = is(Fault.RUN_WITHOUT_END) || ((is(Fault.LATE_RUN) || is(Fault.OLD)) && !matched);
            replaying &= goesOn;
            remember(event);
        }
        return seen;
    }

    private boolean is(Fault one) {
        return fault == one;
    }

    private boolean repeats(String id) {
        for (Seen seen : last) {
            if (id.equals(seen.event.id()) && seen.connection == connection) {
                repeated.add(id);
            }
        }
        return repeated.contains(id);
    }

    private boolean matches(Item.Event event) {
        int from = reached == null || is(Fault.ANY_ORDER) || is(Fault.OLD) ? 0 : last.indexOf(reached) + 1;
        for (int i = last.size() - 1; i >= from; i--) {
            Seen seen = last.get(i);
            boolean sameId = String.valueOf(event.id()).equals(seen.event.id());
            if (sameId && isSame(seen.event, event) && seen.connection < connection) {
                return fits(seen, i == from);
            }
            if (sameId && !is(Fault.OLDER_EVENTS_COUNT) && !is(Fault.OLD)) {
                return false;
            }
        }
        return false;
    }

    private boolean fits(Seen seen, boolean isNext) {
        if ((is(Fault.NO_GAPS) && reached != null && !isNext) || (is(Fault.ONCE_FOR_ALL) && seen.replayed)) {
            return false;
        }
        matched = true;
        seen.replayed = true;
        seen.connection = is(Fault.OLD) ? seen.connection : connection;
        reached = seen;
        return true;
    }

    private static boolean isSame(Item.Event one, Item.Event other) {
        return one.type().equals(other.type()) && one.data().equals(other.data());
    }

    private void remember(Item.Event event) {
        last.add(new Seen(event, connection));
        if (last.size() > remembered) {
            last.remove(0);
        }
    }
}
