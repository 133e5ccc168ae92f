package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;

/**
 * Why a stream is quarantined.
 *
 * @param code short and stable, for programs
 * @param message what happened, and what the user can do, with the options of the connector
 */
record FailureText(String code, String message) {
    /** Of a session that ended in a failure. */
    static FailureText of(SessionState.Closed closed) {
        Failure failure = closed.failure();
        if (failure == null) {
            return new FailureText("closed", closed.message());
        }
        if (failure instanceof Failure.HandlerFailed handler
                && handler.cause() instanceof UnusableEventException unusable) {
            return unusable.failure();
        }
        return new FailureText(failure.code(), failure.message() + " " + advice(failure));
    }

    private static String advice(Failure failure) {
        if (failure instanceof Failure.HttpError error) {
            return ofStatus(error);
        }
        if (failure instanceof Failure.LastEventIdRejected) {
            return "If the server no longer knows this id, stop the connector and alter the offset of the stream through"
                    + " Connect's REST interface.";
        }
        if (failure instanceof Failure.LimitExceeded limit && limit.option().equals("Limits.eventBytes")) {
            return "Raise event.max.bytes, or set event.oversized=skip to discard such events.";
        }
        if (failure instanceof Failure.NotAnEventStream) {
            return "Check the stream's URL; accept.absent.content.type=true takes a response without a type.";
        }
        if (failure instanceof Failure.TlsFailed) {
            return "Check ssl.truststore.location, and the name in the server's certificate.";
        }
        if (failure instanceof Failure.ProxyFailed) {
            return "Check proxy.host, proxy.port, proxy.user and proxy.password.";
        }
        if (failure instanceof Failure.ServerDelayTooLong) {
            return "Raise reconnect.server.delay.max.ms if it may ask for that.";
        }
        return failure.advice();
    }

    private static String ofStatus(Failure.HttpError error) {
        return switch (error.response().status()) {
            case 401, 403 -> "Check bearer.token and headers.secret, or the headers of this stream in the list.";
            case 404, 410 -> "Check the stream's URL in the list.";
            default -> "The response's body says more: read it with the sse or curl command.";
        };
    }
}
