package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.SseEvent;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The expectation: which events must be delivered next, and where the cursor may stand, from what the model server knows
 * of the bytes that have arrived.
 */
final class Oracle {
    private record Arrived(Line line, Item item) {}

    private final Judge judge;
    private final Rule rule;
    private final Promise promise;
    final Trail trail;
    private final Deque<Arrived> arrived = new ArrayDeque<>();
    private final Set<String> usedIds = new HashSet<>();
    private Item.@Nullable Event next; // must be delivered next
    private String received;
    private String receivedBefore = ""; // this connection
    private boolean broken; // by an event over the limit
    private int events;
    private long retryMillis = -1;

    Oracle(Setup setup, Rule rule, Judge judge) {
        this.judge = judge;
        this.rule = rule;
        this.promise = new Promise(setup.dedup(), judge);
        this.received = setup.firstId();
        this.trail = new Trail(setup.unacknowledged(), received);
    }

    /** What the bytes of a line that the session took mean. */
    void arrive(Line line, Item item) {
        if (!broken) {
            arrived.add(new Arrived(line, item));
            lookAhead();
        }
    }

    /** The received cursor, as far as everything before it has been delivered. */
    String received() {
        return received;
    }

    long retryMillis() {
        return retryMillis;
    }

    /** How many events have come, delivered or duplicates. */
    int events() {
        return events;
    }

    boolean isBroken() {
        return broken;
    }

    /** Whether an event waits to be delivered. */
    boolean waits() {
        return next != null;
    }

    private void lookAhead() {
        while (next == null && !arrived.isEmpty()) {
            Arrived first = arrived.remove();
            take(first.line(), first.item());
        }
    }

    private void take(Line line, Item item) {
        if (item instanceof Item.Event event) {
            events++;
            boolean duplicate = rule.isDuplicate(event);
            promise.judged(event, duplicate);
            received(event.id());
            line.moved(!received.equals(receivedBefore));
            if (duplicate) {
                trail.passed(received);
            } else {
                line.progressed();
                next = event;
            }
        } else if (item instanceof Item.Checkpoint point) {
            String before = received;
            received(point.id());
            line.moved(!received.equals(receivedBefore));
            trail.passed(received);
            if (!before.equals(received)) {
                line.progressed();
            }
            resetIfEmpty(point.id());
        } else if (item instanceof Item.Retry retry) {
            retryMillis = retry.millis();
        } else if (item instanceof Item.Breach) {
            broken = true;
            arrived.clear();
        } else if (item instanceof Item.Connected) {
            receivedBefore = received;
            rule.connected();
            promise.connected();
        }
    }

    private void received(@Nullable String id) {
        if (id != null) {
            received = id;
        }
    }

    private void resetIfEmpty(@Nullable String id) {
        if (id != null && id.isEmpty()) {
            rule.reset();
            promise.reset();
        }
    }

    /** The session delivers an event. */
    void delivered(SseEvent event) {
        Item.Event expected = next;
        if (expected == null || !expected.data().equals(event.data())) {
            judge.violated(diagnose(expected, event), "delivered " + event + ", expected " + expected);
            return;
        }
        judge.require(
                expected.type().equals(event.type())
                        && event.hasId() == (expected.id() != null)
                        && received.equals(event.id()),
                Invariant.NOTHING_LOST,
                "delivered " + event + " for " + expected + ", where the id should be \"" + received + "\"");
        trail.delivering(event, received);
    }

    private Invariant diagnose(Item.@Nullable Event expected, SseEvent event) {
        if (expected == null) {
            return Invariant.AT_MOST_ONCE;
        }
        boolean later = arrived.stream()
                .anyMatch(each -> each.item() instanceof Item.Event waiting
                        && waiting.data().equals(event.data()));
        return later ? missing(expected) : Invariant.AT_MOST_ONCE;
    }

    private Invariant missing(Item.Event event) {
        return event.id() != null && usedIds.contains(event.id()) ? Invariant.NEW_IS_DELIVERED : Invariant.NOTHING_LOST;
    }

    /** The event that was delivered last has been handled; whether the session continues after it. */
    void handled(boolean goesOn) {
        Item.Event event = next;
        next = null;
        trail.handled(received);
        if (event != null && event.id() != null) {
            usedIds.add(event.id());
            resetIfEmpty(event.id());
        }
        if (goesOn) {
            lookAhead();
        }
    }

    /** The session's committed cursor may stand after what was handled, or at what needs no handling after it. */
    void committed(String cursor) {
        judge.require(
                trail.allows(cursor),
                Invariant.CURSOR,
                "the committed cursor is \"" + cursor + "\", expected one of " + trail);
    }

    /** Everything that has arrived must have been worked off. */
    void settled(@Nullable String cursor, String when) {
        settled(cursor, when, false);
    }

    /** Nothing is left to do that could be done. */
    void atRest(@Nullable String cursor) {
        settled(cursor, "at rest", true);
    }

    private void settled(@Nullable String cursor, String when, boolean atRest) {
        Item.Event missing = next;
        if (missing != null) {
            judge.violated(missing(missing), when + ": not delivered: " + missing);
        } else if (cursor != null && trail.isByAcknowledgement() && !atRest) {
            committed(cursor);
        } else if (cursor != null) {
            judge.require(
                    cursor.equals(trail.newest()),
                    Invariant.CURSOR,
                    when + ": the committed cursor is \"" + cursor + "\", expected \"" + trail.newest() + "\"");
        }
    }
}
