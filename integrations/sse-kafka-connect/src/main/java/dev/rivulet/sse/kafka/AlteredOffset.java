package dev.rivulet.sse.kafka;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.kafka.records.Position;
import java.util.Map;
import java.util.Set;
import org.apache.kafka.connect.errors.ConnectException;
import org.jspecify.annotations.Nullable;

/** A position that a user sets: what is wrong is refused, since Connect would store it and the stream would begin anew. */
final class AlteredOffset {
    /** What core sends as Last-Event-ID at most. */
    private static final int LONGEST_ID = 4 << 10;

    private AlteredOffset() {}

    /**
     * Checks one of them.
     *
     * @param offset null to remove the position, also of a stream that is no longer listed
     * @throws ConnectException if it is wrong; the message names the field
     */
    static void check(@Nullable Map<String, ?> partition, @Nullable Map<String, ?> offset) {
        if (partition == null || !(partition.get(Position.STREAM) instanceof String stream) || stream.isBlank()) {
            throw refused(partition, Position.STREAM, "of the partition must be the name of a stream");
        }
        if (partition.size() != 1) {
            throw refused(partition, Position.STREAM, "must be the only one of the partition");
        }
        if (offset != null) {
            checkId(partition, offset);
            checkHash(partition, offset);
            checkOthers(partition, offset);
        }
    }

    private static void checkId(Map<String, ?> partition, Map<String, ?> offset) {
        if (!(offset.get(Position.ID) instanceof String id)) {
            throw refused(partition, Position.ID, "must be a string: the id of the last event that was read");
        }
        if (id.chars().anyMatch(each -> each == '\n' || each == '\r' || each == 0)) {
            throw refused(partition, Position.ID, "has a line end or NUL, which no event's id can have");
        }
        if (id.getBytes(UTF_8).length > LONGEST_ID) {
            throw refused(partition, Position.ID, "has more than " + LONGEST_ID + " bytes, and would not be sent");
        }
    }

    private static void checkHash(Map<String, ?> partition, Map<String, ?> offset) {
        Object hash = offset.get(Position.HASH);
        if (hash != null && !(hash instanceof Long || hash instanceof Integer)) {
            throw refused(partition, Position.HASH, "must be absent, or a whole number of 64 bits");
        }
    }

    private static void checkOthers(Map<String, ?> partition, Map<String, ?> offset) {
        for (String field : offset.keySet()) {
            if (!Set.of(Position.ID, Position.HASH).contains(field)) {
                throw refused(partition, field, "is unknown: an offset has id and, optionally, hash");
            }
        }
    }

    private static ConnectException refused(@Nullable Map<String, ?> partition, String field, String problem) {
        return new ConnectException(
                "The offset for the partition " + partition + " is refused: the field \"" + field + "\" " + problem);
    }
}
