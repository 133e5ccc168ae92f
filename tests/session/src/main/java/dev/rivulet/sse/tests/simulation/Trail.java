package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.SseEvent;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;

/** Where the committed cursor may stand: after what was handled, or acknowledged, in the order of the stream. */
final class Trail {
    private static final class Handed {
        final SseEvent event;
        final List<String> cursors = new ArrayList<>(); // after it, and what needs no handling after it
        boolean acknowledged;

        Handed(SseEvent event, String cursor) {
            this.event = event;
            cursors.add(cursor);
        }
    }

    private final int room;
    private final List<String> allowed = new ArrayList<>(); // the newest last
    private List<String> latest = new ArrayList<>(); // after the event that was committed last
    private final Deque<Handed> handed = new ArrayDeque<>();

    /** Room for so many events that are not acknowledged; 0 where none need be. */
    Trail(int room, String first) {
        this.room = room;
        allowed.add(first);
        latest.add(first);
    }

    /** Something has passed that needs no handling. */
    void passed(String cursor) {
        if (handed.isEmpty()) {
            allowed.add(cursor);
            latest.add(cursor);
        } else {
            handed.getLast().cursors.add(cursor);
        }
    }

    void delivering(SseEvent event, String cursor) {
        if (room > 0) {
            handed.add(new Handed(event, cursor));
        }
    }

    /** The handler has returned. */
    void handled(String cursor) {
        if (room == 0) {
            allowed.clear();
            allowed.add(cursor);
        }
    }

    /** The handler has thrown. */
    void notHandled() {
        if (room > 0) {
            handed.removeLast();
        }
    }

    /** Acknowledges one of the events that are not; false if there is none. */
    boolean acknowledge(int which) {
        List<Handed> open = handed.stream().filter(each -> !each.acknowledged).toList();
        if (open.isEmpty()) {
            return false;
        }
        Handed one = open.get(Math.min(which, open.size() - 1));
        one.acknowledged = true;
        while (!handed.isEmpty() && handed.getFirst().acknowledged) {
            latest = handed.removeFirst().cursors;
            allowed.addAll(latest);
        }
        one.event.ack();
        return true;
    }

    /** Whether another event may be delivered. */
    boolean hasRoom() {
        return room == 0 || handed.size() < room;
    }

    boolean isByAcknowledgement() {
        return room > 0;
    }

    boolean allows(String cursor) {
        return allowed.contains(cursor);
    }

    /** As {@link #allows}, when all has been acknowledged. */
    boolean allowsAtEnd(String cursor) {
        return room == 0 ? allows(cursor) : latest.contains(cursor);
    }

    String newest() {
        return allowed.get(allowed.size() - 1);
    }

    @Override
    public String toString() {
        return allowed.toString();
    }
}
