package dev.rivulet.sse.opentelemetry;

import dev.rivulet.sse.Failure;

/**
 * An error as it is reported. A failure's message is not: it may have what a server or an exception says, and ids.
 *
 * @param type the value of {@code error.type}: few, and known in advance
 * @param description what is known beyond that, from names in the code only
 */
record ErrorType(String type, String description) {
    /** The session was closed before the response. */
    static final ErrorType CANCELLED = new ErrorType("cancelled", "The session was closed.");

    static ErrorType of(Failure failure) {
        return new ErrorType(type(failure), description(failure));
    }

    private static String type(Failure failure) {
        return failure instanceof Failure.HttpError error
                ? Integer.toString(error.response().status())
                : failure.code();
    }

    private static String description(Failure failure) {
        Throwable cause = failure.cause();
        String detail = detail(failure);
        return failure.code()
                + (detail.isEmpty() ? "" : ", " + detail)
                + (cause == null ? "" : ", " + cause.getClass().getName());
    }

    private static String detail(Failure failure) {
        if (failure instanceof Failure.ConnectionFailed failed) {
            return failed.phase().name();
        } else if (failure instanceof Failure.ProtocolError error) {
            return error.phase().name();
        } else if (failure instanceof Failure.TimedOut timedOut) {
            return timedOut.kind().name();
        } else if (failure instanceof Failure.HandlerFailed failed) {
            return failed.handler().name();
        } else if (failure instanceof Failure.LimitExceeded exceeded) {
            return exceeded.option();
        }
        return "";
    }
}
