package dev.rivulet.sse.internal.duplicates;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.internal.commits.IdBytes;
import dev.rivulet.sse.policy.Dedup;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * The last events that had an id of their own, as hashes in the order they came, and the rule that recognises a replay of
 * them. What an event costs does not depend on how many are remembered.
 */
final class RecentEvents {
    /** What an event is to the rule. */
    enum Verdict {
        NEW,
        /** It was delivered before, and is part of a replay. */
        DUPLICATE,
        /** Its id came twice on one connection, this one or an earlier one: it says nothing about the event. */
        REPEATED_ID
    }

    private static final byte EARLIER = 0; // came on an earlier connection
    private static final byte HERE = 1; // came on this connection, or once more on it
    private static final byte NO_IDENTITY = 2; // its id came twice on one connection
    private static final byte EARLIER_SESSION = 3; // came in an earlier session: its content is the event's own hash
    private static final long[] NO_CONTENTS = {};
    private static final byte[] NO_STATES = {};

    private final Dedup.Mode mode;
    private final KeyRing events;
    private final int most;
    private @Nullable RepeatedIds repeated; // made when there is one
    private long[] contents = NO_CONTENTS; // by slot of the ring, as the states
    private byte[] states = NO_STATES;
    private boolean replaying;
    private int matchedAge; // of the event that the replay has reached
    private String type = "";
    private long typeHash = ByteHash.of(type);

    RecentEvents(Dedup dedup) {
        this.mode = dedup.mode();
        this.most = dedup.remembered();
        this.events = new KeyRing(most);
    }

    /** A connection has been made: it may begin with a replay of what earlier ones brought. */
    void connected() {
        for (int slot = 0; slot < events.count(); slot++) {
            if (states[slot] == HERE) {
                states[slot] = EARLIER;
            }
        }
        replaying = events.count() > 0;
        matchedAge = Integer.MAX_VALUE;
    }

    /** Remembers the last event of an earlier session. */
    void startFrom(IdBytes id, long contentHash) {
        remember(idKey(id), contentHash, EARLIER_SESSION);
    }

    /** The server has reset its ids. Ids that repeat are still known to. */
    void clear() {
        events.clear();
        replaying = false;
    }

    /** Judges an event that has its own id, and remembers it if it is new. */
    Verdict checkAndRemember(EventView event, IdBytes id) {
        long key = idKey(id);
        return mode == Dedup.Mode.ALWAYS ? anywhere(key, event) : inOrder(key, event);
    }

    private static long idKey(IdBytes id) {
        return ByteHash.of(0, id.bytes(), 0, id.length());
    }

    private Verdict anywhere(long id, EventView event) {
        long key = content(id, event);
        if (events.find(key) != KeyRing.NONE || isOfEarlierSession(id, event)) {
            return Verdict.DUPLICATE;
        }
        remember(key, 0, HERE);
        return Verdict.NEW;
    }

    private boolean isOfEarlierSession(long id, EventView event) {
        int slot = events.find(id);
        return slot != KeyRing.NONE && states[slot] == EARLIER_SESSION && contents[slot] == event.contentHash();
    }

    private Verdict inOrder(long id, EventView event) {
        if (repeated != null && repeated.contains(id)) {
            return Verdict.REPEATED_ID;
        }
        int slot = events.find(id);
        if (slot != KeyRing.NONE && states[slot] == HERE) {
            repeats(id, slot);
            return Verdict.REPEATED_ID;
        }
        long content = mode == Dedup.Mode.ID ? 0 : content(0, event);
        if (replaying && slot != KeyRing.NONE && continuesReplay(slot, content, event)) {
            states[slot] = HERE;
            setContent(slot, content);
            matchedAge = events.age(slot);
            return Verdict.DUPLICATE;
        }
        replaying = false;
        remember(id, content, HERE);
        return Verdict.NEW;
    }

    private void repeats(long id, int slot) {
        states[slot] = NO_IDENTITY;
        if (repeated == null) {
            repeated = new RepeatedIds(most);
        }
        repeated.add(id);
    }

    /** Whether the event is the one remembered here, and that one is newer than what the replay has reached. */
    private boolean continuesReplay(int slot, long content, EventView event) {
        return events.age(slot) < matchedAge
                && switch (states[slot]) {
                    case EARLIER -> mode == Dedup.Mode.ID || contents[slot] == content;
                    case EARLIER_SESSION -> mode == Dedup.Mode.ID || contents[slot] == event.contentHash();
                    default -> false;
                };
    }

    /** An older event of the same id is no longer found: what an id named last is what it stands for. */
    private void remember(long key, long content, byte state) {
        int slot = events.add(key);
        if (states.length < events.capacity()) {
            states = Arrays.copyOf(states, events.capacity());
        }
        states[slot] = state;
        setContent(slot, content);
    }

    private void setContent(int slot, long content) {
        if (mode != Dedup.Mode.ID_AND_CONTENT && states[slot] != EARLIER_SESSION) {
            return; // is not compared
        }
        if (contents.length < events.capacity()) {
            contents = Arrays.copyOf(contents, events.capacity());
        }
        contents[slot] = content;
    }

    private long content(long seed, EventView event) {
        EventView raw = event.asReceived();
        if (!raw.type().equals(type)) {
            type = raw.type();
            typeHash = ByteHash.of(type);
        }
        return ByteHash.of(seed ^ typeHash, raw.array(), raw.offset(), raw.length());
    }
}
