package dev.rivulet.sse.parser;

/** Takes what an {@link EventFramer} cuts, in the order of the stream, on the thread that feeds it. */
@FunctionalInterface
public interface FrameSink {
    /**
     * A whole block with its blank line, unparsed: {@code array[offset, offset + length)}, valid during this call only
     * and not to be written.
     */
    void frame(byte[] array, int offset, int length);

    /** A block was discarded because it exceeded {@code Limits.eventBytes()}; its id, if it had one, went with it. */
    default void skipped() {}
}
