package dev.rivulet.sse.kafka.records;

/** The data of an event is not what the format of the values requires. The message says what and where, without the data. */
public final class UnreadableDataException extends Exception {
    private static final long serialVersionUID = 1L;

    UnreadableDataException(String message) {
        super(message);
    }
}
