package dev.rivulet.sse.kafka.records;

import java.util.Map;
import org.apache.kafka.connect.errors.DataException;
import org.jspecify.annotations.Nullable;

/**
 * Where a stream continues: the last event ID, and the content hash of the event that had it, so that a server which
 * repeats that event gives no duplicate. It is the source offset of the stream.
 *
 * @param id empty for the stream's beginning, or after the server has reset its ids
 * @param hash null if no event with this id was seen
 */
public record Position(String id, @Nullable Long hash) {
    /** The key of the source partition. */
    public static final String STREAM = "stream";

    /** The key of the last event ID in the source offset. */
    public static final String ID = "id";

    /** The key of the content hash in the source offset. */
    public static final String HASH = "hash";

    /** Where a stream begins that was never read. */
    public static final Position BEGINNING = new Position("", null);

    /**
     * Reads a source offset.
     *
     * @param offset as Connect stored it, or a user set it; null for none
     * @throws DataException if it is none of ours; the message names the field
     */
    public static Position of(@Nullable Map<String, ?> offset) {
        if (offset == null) {
            return BEGINNING;
        }
        if (!(offset.get(ID) instanceof String id)) {
            throw new DataException("the field \"" + ID + "\" of the source offset must be a string, not "
                    + offset.get(ID) + ": alter the offset through Connect's REST interface");
        }
        Object hash = offset.get(HASH);
        if (hash != null && !(hash instanceof Long || hash instanceof Integer)) {
            throw new DataException("the field \"" + HASH + "\" of the source offset must be a whole number or absent,"
                    + " not " + hash + ": alter the offset through Connect's REST interface");
        }
        return new Position(id, hash instanceof Number number && !id.isEmpty() ? number.longValue() : null);
    }

    /** The source partition of a stream. Unmodifiable. */
    public static Map<String, String> partition(String stream) {
        return Map.of(STREAM, stream);
    }

    /** The source offset, a new map at each call. Unmodifiable. */
    public Map<String, Object> offset() {
        return hash == null ? Map.of(ID, id) : Map.of(ID, id, HASH, hash);
    }
}
