package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.EventView;
import dev.rivulet.sse.kafka.records.Event;
import dev.rivulet.sse.kafka.records.Position;
import dev.rivulet.sse.spi.Scheduler;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Copies events out of the receive buffer, and knows the position after each one. An event without an id of its own has the
 * position of the last one with an id: after a restart it comes again, and is not lost. Confined to the session.
 */
final class EventCopier implements EventDecoder<Event> {
    /** With the longest event data, three such texts in UTF-8 are still less than a producer takes by default. */
    private static final int LONGEST_TEXT = 8 << 10;

    private final boolean idsRequired;
    private final Scheduler time;
    private Position position;
    private @Nullable String lastId; // on this connection, of an event
    private @Nullable String refused; // why no event can be taken any more

    EventCopier(Position start, boolean idsRequired, Scheduler time) {
        this.position = start;
        this.idsRequired = idsRequired;
        this.time = time;
    }

    /** A new connection: the server may send its last event once more. */
    void connected() {
        lastId = null;
    }

    /** The server was not asked to resume after the position: what it sends is not what follows. */
    void notResumed(String why) {
        if (idsRequired) {
            refused = "The stream cannot be resumed, and ids.required is true: " + why;
        }
    }

    @Override
    public Event decode(EventView view) throws UnusableEventException {
        if (refused != null) {
            throw unusableId(refused);
        }
        String id = view.id();
        requireShort(view.type(), id);
        if (idsRequired) {
            requireOwnId(view, id);
        }
        if (view.hasId()) {
            position = new Position(id, id.isEmpty() ? null : view.contentHash());
        } else if (!id.equals(position.id())) {
            position = new Position(id, null); // of an event that was filtered out, or of a block without data
        }
        byte[] data = Arrays.copyOfRange(view.array(), view.offset(), view.offset() + view.length());
        return new Event(position, view.type(), data, time.now().toEpochMilli());
    }

    /** Both are headers, the id is also in the key and the offset: a record that is too large would fail the whole task. */
    private static void requireShort(String type, String id) throws UnusableEventException {
        if (Math.max(type.length(), id.length()) > LONGEST_TEXT) {
            String which = type.length() > LONGEST_TEXT ? "The type" : "The id";
            throw new UnusableEventException(
                    "id_or_type_too_long",
                    which + " of an event has more than " + LONGEST_TEXT + " characters. A record of it could be larger"
                            + " than the producer takes, which would fail the whole task; the server must send a"
                            + " shorter one.");
        }
    }

    private static UnusableEventException unusableId(String text) {
        return new UnusableEventException("unusable_id", text);
    }

    /** After a restart, one id of two events does not say which was the last: one would be lost, or come twice. */
    private void requireOwnId(EventView view, String id) throws UnusableEventException {
        if (!view.hasId() || id.isEmpty()) {
            throw unusableId("An event of type \"" + view.type() + "\" has no id, and ids.required is true."
                    + " Set ids.required to false if the stream may have such events; they are then delivered at least"
                    + " once.");
        }
        if (id.equals(lastId)) {
            throw unusableId("Two events in a row have the id \"" + id + "\", and ids.required is true. The second"
                    + " one is not delivered, and is lost if the server resumes after that id. Set ids.required to false"
                    + " if the stream may have such events; some of them may then be lost or repeated at a restart.");
        }
        lastId = id;
    }
}
