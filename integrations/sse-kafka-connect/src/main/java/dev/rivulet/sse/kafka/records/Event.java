package dev.rivulet.sse.kafka.records;

/**
 * An event as it waits in the task's queue: copied from the receive buffer, not converted.
 *
 * @param position where the stream continues after this event
 * @param data well-formed UTF-8
 * @param receivedAt in milliseconds since the epoch
 */
@SuppressWarnings("ArrayRecordComponent") // not compared
public record Event(Position position, String type, byte[] data, long receivedAt) {
    /** The objects around the data, about. */
    private static final int OVERHEAD = 200;

    /** About how many bytes of the heap it takes. */
    public int size() {
        return OVERHEAD + data.length + 2 * position.id().length();
    }
}
