package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.policy.Dedup;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * What users are promised of duplicates, whatever rule is followed: judged by what the server knows, that is, which event is
 * which. Nothing new is lost; what is replayed in order is delivered once.
 */
final class Promise {
    private final Dedup rule;
    private final Judge judge;
    private final Map<String, Item.Event> last = new HashMap<>(); // delivered, by id
    private final Map<Integer, Integer> places = new HashMap<>(); // of what was delivered, by serial number
    private final Map<String, Integer> owners = new HashMap<>(); // the first serial number of each id
    private final Set<String> shared = new HashSet<>(); // ids of several events
    private final Set<String> here = new HashSet<>(); // ids on this connection
    private final Set<String> twice = new HashSet<>(); // ids that came twice on one connection
    private int delivered; // events with an id
    private boolean replaying; // the connection has brought nothing yet but a replay in order
    private boolean over; // it has brought something else
    private int reached;

    Promise(Dedup rule, Judge judge) {
        this.rule = rule;
        this.judge = judge;
    }

    void connected() {
        here.clear();
        replaying = true;
        over = false;
        reached = 0;
    }

    /** The server has emptied the id. */
    void reset() {
        last.clear();
        places.clear();
        here.clear();
        replaying = false;
    }

    /** An event has come, and was dropped or is delivered. */
    void judged(Item.Event event, boolean dropped) {
        String id = event.id();
        if (id == null || id.isEmpty() || rule.mode() == Dedup.Mode.OFF) {
            judge.require(!dropped, Invariant.NEW_IS_DELIVERED, "dropped without an id to know it by: " + event);
            return;
        }
        note(id, event);
        if (dropped) {
            judgeDropped(id, event);
        } else {
            judgeDelivered(id, event);
        }
        follow(id, event);
        if (!dropped) {
            over |= !twice.contains(id);
            last.put(id, event);
            places.put(event.serial(), ++delivered);
        }
    }

    private void note(String id, Item.Event event) {
        if (!here.add(id)) {
            twice.add(id);
        }
        Integer owner = owners.putIfAbsent(id, event.serial());
        if (owner != null && owner != event.serial()) {
            shared.add(id);
        }
    }

    /** Nothing new is lost: what is dropped only repeats what was delivered last under its id. */
    private void judgeDropped(String id, Item.Event event) {
        Item.Event before = last.get(id);
        boolean always = rule.mode() == Dedup.Mode.ALWAYS;
        judge.require(
                before != null && (always || isSame(before, event)),
                Invariant.NEW_IS_DELIVERED,
                "dropped " + event + ", and the last one delivered with its id was " + before);
        if (!always) {
            judge.require(!over, Invariant.NEW_IS_DELIVERED, "dropped after the end of the replay: " + event);
            judge.require(
                    !isKnownToRepeat(id),
                    Invariant.NEW_IS_DELIVERED,
                    "dropped, and its id came twice on one connection: " + event);
        }
    }

    private boolean isSame(Item.Event before, Item.Event event) {
        return rule.mode() == Dedup.Mode.ID
                || (before.type().equals(event.type()) && before.data().equals(event.data()));
    }

    /** What is replayed in order, as far back as is remembered, is delivered once. */
    private void judgeDelivered(String id, Item.Event event) {
        boolean isKnown = rule.mode() == Dedup.Mode.ALWAYS
                ? isRemembered(placeOf(event))
                : replaying && !shared.contains(id) && !twice.contains(id) && isNextInReplay(event);
        judge.require(!isKnown, Invariant.AT_MOST_ONCE, "delivered again: " + event);
    }

    private void follow(String id, Item.Event event) {
        if (isKnownToRepeat(id)) {
            return;
        }
        replaying &= isNextInReplay(event) && !shared.contains(id) && !twice.contains(id);
        reached = Math.max(reached, placeOf(event));
    }

    private boolean isNextInReplay(Item.Event event) {
        int place = placeOf(event);
        return isRemembered(place) && place > reached;
    }

    /** Where in the order of what was delivered; 0 for nowhere. */
    private int placeOf(Item.Event event) {
        return places.getOrDefault(event.serial(), 0);
    }

    private boolean isRemembered(int place) {
        return place > 0 && delivered - place < rule.remembered();
    }

    /** Whether the session must know that the id came twice on one connection: it has not forgotten any. */
    private boolean isKnownToRepeat(String id) {
        return twice.contains(id) && delivered <= rule.remembered();
    }
}
