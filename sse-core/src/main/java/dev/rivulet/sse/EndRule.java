package dev.rivulet.sse;

/** Judges each event before it is delivered: some servers say in the stream that it is complete, or that they failed. */
@FunctionalInterface
public interface EndRule {
    /** The judgement. */
    enum Verdict {
        /** An ordinary event. */
        CONTINUE,
        /** The stream is complete: this event is not delivered, and the session ends. */
        END,
        /** The server reports an error: the session ends with {@link Failure.InBand}. */
        FAIL
    }

    /**
     * Judges an event.
     *
     * @param view valid during this call only
     */
    Verdict judge(EventView view);
}
