package dev.rivulet.sse.parser;

import dev.rivulet.sse.EventView;

/** Takes what an {@link EventStreamParser} finds, in the order of the stream, on the thread that feeds it. */
@FunctionalInterface
public interface EventSink {
    /**
     * A whole event.
     *
     * @param event valid during this call only
     * @return true to continue; false to stop after this event: {@code feed} then returns false, and
     *     {@link EventStreamParser#resume()} continues
     */
    boolean event(EventView event);

    /**
     * Whether an event can be taken now. Asked before each event; false pauses the parser in front of it, and
     * {@link EventStreamParser#resume()} asks again.
     */
    default boolean isReady() {
        return true;
    }

    /**
     * A comment line, when its line has ended. Called only where {@link #wantsComments()} says so; the text is without
     * the colon and without one leading space. A comment longer than 64 KiB is not reported.
     */
    default void comment(String text) {}

    /** Whether comments are kept until their line ends and reported; else they are discarded as they stream in. */
    default boolean wantsComments() {
        return false;
    }

    /** A valid {@code retry} field: the reconnection time in milliseconds, at most {@link Long#MAX_VALUE}. */
    default void retry(long millis) {}

    /** A block that moved the last event ID and gave no event. */
    default void checkpoint() {}

    /** An event was discarded because it exceeded {@code Limits.eventBytes()}; its id was taken over. */
    default void skipped() {}
}
