package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;

/**
 * Why a stream is quarantined.
 *
 * @param code short and stable, for programs
 * @param message what happened, and what the user can do
 */
record FailureText(String code, String message) {
    /** Of a session that ended in a failure. */
    static FailureText of(SessionState.Closed closed) {
        Failure failure = closed.failure();
        if (failure == null) {
            return new FailureText("closed", closed.message());
        }
        if (failure instanceof Failure.HandlerFailed handler
                && handler.cause() instanceof UnusableIdException unusable) {
            return new FailureText("unusable_id", unusable.text());
        }
        if (failure instanceof Failure.LastEventIdRejected) {
            return new FailureText(
                    failure.code(),
                    failure.message() + " If it no longer knows this id, stop the connector and alter the offset of"
                            + " the stream through Connect's REST interface.");
        }
        if (failure instanceof Failure.LimitExceeded limit && limit.option().equals("Limits.eventBytes")) {
            return new FailureText(
                    failure.code(),
                    "An event has more than " + limit.limit() + " bytes. Raise event.max.bytes, or set"
                            + " event.oversized=skip to discard such events.");
        }
        return new FailureText(failure.code(), closed.message());
    }
}
