package dev.rivulet.sse;

/** Judges each event before it is delivered: some servers report the end, or an error, in an event. */
@FunctionalInterface
public interface EndRule {
    /** The judgement. */
    enum Verdict {
        /** An ordinary event. */
        CONTINUE,
        /** The stream is complete: this event is not delivered, and the session ends. */
        END,
        /** The server reports an error: the session ends with {@link Failure.ErrorEvent}. */
        FAIL,
        /**
         * The server reports a temporary error, for example that it is overloaded: the event is not delivered, and the
         * request is sent again after a back-off, whatever its method, if the session has delivered nothing yet or the
         * request is repeatable, and the {@code ReconnectPolicy} allows it. Otherwise as {@link #FAIL}. A request that is not repeatable is sent five times at most unless
         * {@code ReconnectPolicy.maxAttempts} says otherwise.
         */
        RETRY
    }

    /**
     * Judges an event.
     *
     * @param view valid during this call only
     */
    Verdict judge(EventView view);
}
