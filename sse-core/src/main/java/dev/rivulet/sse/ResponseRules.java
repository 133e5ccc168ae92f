package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.http.ResponseHead;

/**
 * What the head of a response means for a session. {@link #standard()} is the table of the standard and of HTTP; a
 * request can have its own, which mostly is that one with a line changed:
 *
 * <pre>{@code request.responseRules(ResponseRules.standard().on(404, Verdict.RETRY))}</pre>
 *
 * <p>Called in the session, where it must not block. What it throws closes the session with
 * {@link Failure.HandlerFailed}.
 */
@FunctionalInterface
public interface ResponseRules {
    /** What follows. */
    enum Verdict {
        /** The body is an event stream. */
        OPEN,
        /** The server has no more events: the session ends normally, as for 204. */
        NO_CONTENT,
        /** It is a redirect, to its Location. */
        FOLLOW,
        /** A temporary error: another attempt is made as the {@code ReconnectPolicy} says. */
        RETRY,
        /** An error: the session ends in a failure. */
        FAIL
    }

    /**
     * Judges a response.
     *
     * @param idSent whether the request carried a Last-Event-ID
     * @param wasOpen whether the session's stream has been open before
     */
    Verdict judge(ResponseHead head, boolean idSent, boolean wasOpen);

    /**
     * 200 with {@code text/event-stream} opens, the last valid type of all Content-Type lines; with another type, or none,
     * it fails, and is retried where the stream was open before. 204 ends the session normally. 301, 302, 303, 307 and 308 are followed. 408, 425, 429 and 5xx but 501 and 505 are
     * retried. All else fails (WHATWG HTML, "server-sent events"; RFC 9110, 15).
     */
    static ResponseRules standard() {
        return StandardRules.INSTANCE;
    }

    /** These rules, with another verdict for one status. */
    default ResponseRules on(int status, Verdict verdict) {
        requireNonNull(verdict, "verdict");
        return (head, idSent, wasOpen) -> head.status() == status ? verdict : judge(head, idSent, wasOpen);
    }

    /**
     * These rules, except that 400 and 409 are retried once the session's stream has been open. For servers that allow one
     * stream a session, and answer so until they notice that the lost connection is dead. Bound it with
     * {@code ReconnectPolicy.maxAttempts}.
     */
    default ResponseRules retryConflicts() {
        return (head, idSent, wasOpen) -> wasOpen && (head.status() == 400 || head.status() == 409)
                ? Verdict.RETRY
                : judge(head, idSent, wasOpen);
    }

    /** These rules, except that a 200 without a Content-Type opens. */
    default ResponseRules acceptAbsentContentType() {
        return (head, idSent, wasOpen) -> head.status() == 200 && head.headers().first("Content-Type") == null
                ? Verdict.OPEN
                : judge(head, idSent, wasOpen);
    }
}
