package dev.rivulet.sse;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.Redacted;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as a value. {@link SessionState.BackingOff} carries a failure that is retried, and when;
 * {@link SessionState.Closed} carries one that ended the session. Both carry how far the session had come
 * ({@link SessionState.Progress}). Later versions may add kinds.
 */
public sealed interface Failure {
    /** What happened, in one sentence. URIs are shown without their query, credentials never. */
    String message();

    /** What the user can do about it. */
    String advice();

    /**
     * Whether another attempt may succeed. A session retries it if its {@code ReconnectPolicy} still has attempts and the
     * request may be repeated.
     */
    boolean retryable();

    /** The exception that caused it, if there is one. */
    default @Nullable Throwable cause() {
        return null;
    }

    /** The response that caused it, with its body; null if there is none. */
    default @Nullable Response response() {
        return null;
    }

    /**
     * The code of its kind, for metrics and logs: the name of its class in lower case with underscores, such as
     * {@code timed_out}. Codes do not change between versions.
     */
    default String code() {
        return FailureCodes.of(this);
    }

    /**
     * A response that was not accepted.
     *
     * @param body the first 64 KiB at most, as UTF-8
     */
    record Response(int status, Headers headers, String body, URI uri) {
        /** Without the URI's query, without credentials, and without the body. */
        @Override
        public String toString() {
            return "Response[status=" + status + ", headers=" + headers + ", body of " + body.length()
                    + " characters, uri=" + Redacted.uri(uri) + "]";
        }
    }

    /** The server answered with a status that does not open a stream. */
    record HttpError(Response response, boolean retryable) implements Failure {
        @Override
        public String message() {
            return "The server answered " + response.status() + " at " + Redacted.uri(response.uri()) + ".";
        }

        @Override
        public String advice() {
            return switch (response.status()) {
                case 401, 403 -> "Check the credentials; SseRequest.customizer can fetch new ones for each attempt.";
                case 429, 503, 529 ->
                    "The server is busy, or a quota is used up: read the response's body, lower the load, or raise"
                            + " ReconnectPolicy.maxAttempts.";
                case 400, 409 ->
                    "Read the response's body. If the server still holds the lost connection, retry this status:"
                            + " responseRules(ResponseRules.standard().retryConflicts()).";
                default -> "Read the response's headers and body in this failure.";
            };
        }
    }

    /** The response is 200, but not {@code text/event-stream}. */
    record NotAnEventStream(@Nullable String contentType, Response response, boolean retryable) implements Failure {
        @Override
        public String message() {
            return (contentType == null ? "The response has no Content-Type" : "The response is " + contentType)
                    + ", not text/event-stream, at " + Redacted.uri(response.uri()) + ".";
        }

        @Override
        public String advice() {
            return "Check the URL and the Accept header; it may be a login page or a JSON error: read the response's body.";
        }
    }

    /** The server answered 400, 404, 410 or 412 to a request with a Last-Event-ID: it probably does not know the id. */
    record LastEventIdRejected(String lastEventId, Response response) implements Failure {
        @Override
        public String message() {
            return "The server answered " + response.status() + " to Last-Event-ID \"" + lastEventId + "\".";
        }

        @Override
        public String advice() {
            return "It may no longer know this id: start a new session without it, and read the missed events elsewhere.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** A redirect that cannot be followed. */
    record BadRedirect(int status, @Nullable String location, String reason) implements Failure {
        @Override
        public String message() {
            return "Redirect " + status + " not followed: " + reason + ".";
        }

        /** Without the location, which may hold secrets. */
        @Override
        public String toString() {
            return "BadRedirect[status=" + status + ", reason=" + reason + "]";
        }

        @Override
        public String advice() {
            return "Use the final URL in the request, or fix the server's Location header.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The body has a Content-Encoding that the client cannot decode. */
    record UnsupportedEncoding(String coding) implements Failure {
        @Override
        public String message() {
            return "The response has Content-Encoding: " + coding + ", which the client cannot decode.";
        }

        @Override
        public String advice() {
            return "Do not offer it in Accept-Encoding: only gzip and deflate are supported. If the body is not encoded,"
                    + " remove the server's Content-Encoding header.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The body's compressed bytes are damaged. */
    record CorruptEncoding(String coding, Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The " + coding + " body is damaged: " + cause.getMessage() + ".";
        }

        @Override
        public String advice() {
            return "An intermediary may have cut or changed it; request no compression if it happens again.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /**
     * The TLS handshake failed. Retried where the connection was cut in it; fatal where a certificate, a host name or the
     * protocol is at fault.
     */
    record TlsFailed(Throwable cause, boolean retryable) implements Failure {
        @Override
        public String message() {
            return "The TLS handshake failed: " + cause + ".";
        }

        @Override
        public String advice() {
            return retryable
                    ? "The connection was cut during the handshake; if it happens again, check that the port speaks TLS."
                    : "Check the server's certificate and host name, and TransportConfig.sslContext.";
        }
    }

    /**
     * The proxy did not let the connection through.
     *
     * @param status the status of its answer, such as 407 (RFC 9110, 15.5.8); 0 if it gave none
     * @param cause what was thrown; null if the proxy answered
     * @param retryable whether another attempt may succeed without a change: after a lost connection or a 502, but not
     *     after a 407
     */
    record ProxyFailed(int status, @Nullable Throwable cause, boolean retryable) implements Failure {
        @Override
        public String message() {
            return status == 0 ? "The proxy failed: " + cause + "." : "The proxy answered " + status + ".";
        }

        @Override
        public String advice() {
            return status == 407
                    ? "Set TransportConfig.proxyCredentials."
                    : "Check the proxy's address, and whether it may connect to this host and port.";
        }
    }

    /** The server violated HTTP. Events received before that were delivered. */
    record ProtocolError(Phase phase, Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The server violated HTTP (" + phase + "): " + cause.getMessage() + ".";
        }

        @Override
        public String advice() {
            return "An intermediary may be altering the response; events received before that were delivered.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The connection could not be made, or was lost. */
    record ConnectionFailed(Phase phase, Throwable cause, boolean retryable) implements Failure {
        @Override
        public String message() {
            return switch (phase) {
                        case RESOLVE -> "The host name could not be resolved: ";
                        case CONNECT -> "The connection could not be made: ";
                        case PROXY -> "The connection to the proxy failed: ";
                        case TLS -> "The connection was lost in the TLS handshake: ";
                        case SEND -> "The request could not be sent: ";
                        case HEAD -> "The connection was lost before the response: ";
                        case BODY -> "The connection was lost in the middle of the stream: ";
                    }
                    + cause + ".";
        }

        @Override
        public String advice() {
            return switch (phase) {
                case RESOLVE -> "Check the host name and DNS.";
                case CONNECT -> "Check that the server is listening and that no firewall blocks it.";
                case PROXY, TLS, SEND, HEAD, BODY ->
                    "The server or an intermediary closed the connection; events received before that were delivered.";
            };
        }
    }

    /**
     * The server did not process the request and said so (RFC 9113, 8.7): it refused the HTTP/2 stream, or is shutting the
     * connection down. The request is sent again immediately, whatever its method.
     */
    record RequestNotProcessed(Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The server did not process the request: " + cause.getMessage() + ".";
        }

        @Override
        public String advice() {
            return "Nothing to do: a server does this when it restarts or is overloaded.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /**
     * The connection ended without notice because no packet came during its idle time (RFC 9000, 10.1). Only over HTTP/3.
     * The stream is opened again immediately.
     *
     * @param idle the time that both sides had agreed on
     */
    record ConnectionExpired(Duration idle) implements Failure {
        @Override
        public String message() {
            return "The connection expired: no packet came for " + Times.of(idle) + ".";
        }

        @Override
        public String advice() {
            return "Nothing to do: the stream is opened again. The server is gone, or the network drops UDP packets.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The server ended the stream cleanly. The client opens it again, as the standard requires. */
    record StreamEnded() implements Failure {
        @Override
        public String message() {
            return "The server ended the stream.";
        }

        @Override
        public String advice() {
            return "Nothing to do: to end a stream for good, a server answers 204, or sends the request's end marker.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /**
     * The body ended before the end marker that the request names.
     *
     * @param ignoredLines of this connection; a body that is not an event stream, such as a JSON error, has only such lines
     */
    record Truncated(long ignoredLines) implements Failure {
        @Override
        public String message() {
            return ignoredLines == 0
                    ? "The stream ended before its end marker."
                    : "The stream ended before its end marker; " + ignoredLines
                            + " of its lines were ignored because they are not fields of an event stream.";
        }

        @Override
        public String advice() {
            return ignoredLines == 0
                    ? "The answer is incomplete, probably because an upstream connection was cut. Request it again, or use what"
                            + " arrived."
                    : "Look at what the server sends: it may be an error that is not formatted as an event.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /**
     * The server reported an error in an event.
     *
     * @param retryable whether the end rule's verdict was {@link EndRule.Verdict#RETRY}
     */
    record ErrorEvent(String detail, boolean retryable) implements Failure {
        @Override
        public String message() {
            return "The stream reported an error: " + detail;
        }

        @Override
        public String advice() {
            return "Read the server's text; SseRequest.endRule classified this event as an error.";
        }
    }

    /** A time-out of {@code Timeouts} expired. */
    record TimedOut(Kind kind, Duration after) implements Failure {
        /** Which time-out. */
        public enum Kind {
            RESPONSE_HEAD,
            FIRST_EVENT,
            IDLE,
            EVENT_IDLE,
            TOTAL,
            CONNECTION_AGE
        }

        @Override
        public String message() {
            return switch (kind) {
                case RESPONSE_HEAD -> "No response head within " + Times.of(after) + ".";
                case FIRST_EVENT -> "No event within " + Times.of(after) + " of the response head.";
                case IDLE -> "No byte for " + Times.of(after) + ".";
                case EVENT_IDLE -> "No event for " + Times.of(after) + ", although the connection is alive.";
                case TOTAL -> "The session reached its total time of " + Times.of(after) + ".";
                case CONNECTION_AGE -> "The connection reached its maximum age of " + Times.of(after) + ".";
            };
        }

        @Override
        public String advice() {
            return switch (kind) {
                case IDLE -> "Make the server send a comment as a heartbeat, or raise Timeouts.idle.";
                case EVENT_IDLE -> "Raise Timeouts.eventIdle if the server may be silent for longer.";
                case RESPONSE_HEAD ->
                    "Raise Timeouts.responseHead if the server may take longer; check that no proxy holds the response back.";
                case FIRST_EVENT -> "Raise Timeouts.firstEvent if the server may take longer.";
                case TOTAL -> "Raise Timeouts.total if the session may last longer.";
                case CONNECTION_AGE -> "Nothing to do: the stream is opened again on a new connection.";
            };
        }

        @Override
        public boolean retryable() {
            return kind != Kind.TOTAL;
        }
    }

    /**
     * The machine was suspended: its wall clock advanced by more than five seconds while its timers stood still. The
     * connection is replaced, because the server or an intermediary has usually dropped it without notice. Only for
     * repeatable requests.
     */
    record Suspended(Duration time) implements Failure {
        @Override
        public String message() {
            return "The machine was suspended for " + Times.of(time) + ".";
        }

        @Override
        public String advice() {
            return "Nothing to do: the stream is opened again.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The JVM ran out of memory while the client worked, not in the handler. */
    record OutOfMemory(Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The JVM ran out of memory while the stream was read: " + cause.getMessage() + ".";
        }

        @Override
        public String advice() {
            return "Lower Limits.eventBytes, which bounds what one event may hold, or give the JVM a larger heap (-Xmx).";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /**
     * The server exceeded a limit.
     *
     * @param option which one, such as {@code Limits.redirects}
     */
    record LimitExceeded(String option, long limit) implements Failure {
        @Override
        public String message() {
            return "The server exceeded " + option + " = " + limit + ".";
        }

        @Override
        public String advice() {
            return option.equals("Limits.eventBytes")
                    ? "Raise Limits.eventBytes, or skip such events: Limits.oversizedEvent(SKIP)."
                    : "Raise " + option + " if the server is right to send more.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /**
     * The {@code RequestCustomizer} made no request: it threw, its stage failed, or it did not answer within
     * {@code Timeouts.responseHead}. Retried like any loss, unless it fails with an {@link SseException} whose failure is not
     * retryable, such as {@code new SseException(new Failure.CustomizerFailed(cause, false))}.
     */
    record CustomizerFailed(Throwable cause, boolean retryable) implements Failure {
        @Override
        public String message() {
            return "The RequestCustomizer failed: " + cause + ".";
        }

        @Override
        public String advice() {
            return retryable
                    ? "It is called again for the next attempt. To end the session instead, fail with"
                            + " new SseException(new Failure.CustomizerFailed(cause, false))."
                    : "It declared this failure final; see the cause.";
        }
    }

    /**
     * The application's code threw.
     *
     * @param handler which part of it
     */
    record HandlerFailed(Handler handler, Throwable cause) implements Failure {
        /** A part of the application's code. */
        public enum Handler {
            SUBSCRIBER("The subscriber"),
            DECODER("The decoder"),
            END_RULE("SseRequest.endRule"),
            RESPONSE_RULES("SseRequest.responseRules"),
            RETRY_AFTER("SseRequest.retryAfter"),
            COOKIES("SseRequest.cookies"),
            LAST_EVENT_ID_STORE("The LastEventIdStore");

            private final String text;

            Handler(String text) {
                this.text = text;
            }
        }

        @Override
        public String message() {
            return handler.text + " threw " + cause + ".";
        }

        @Override
        public String advice() {
            return switch (handler) {
                case SUBSCRIBER, DECODER, END_RULE ->
                    "Fix it, or catch exceptions there that should not end the stream. The event was not committed.";
                case RESPONSE_RULES, RETRY_AFTER, COOKIES ->
                    "Fix it, or catch exceptions there that should not end the stream.";
                case LAST_EVENT_ID_STORE ->
                    "Fix it. The events were handled, but their last event ID may not be saved: they may be repeated.";
            };
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The client or its transport threw where it must not. */
    record UnexpectedError(Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The client or its transport failed unexpectedly: " + cause + ".";
        }

        @Override
        public String advice() {
            return "This is a bug, in the transport if it is not one of Rivulet's; please report it with the stack trace.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /**
     * The executor that was given to {@code Delivery.on} did not take a task of the session, or was shut down with one that
     * had not begun.
     *
     * @param executor what it says of itself
     * @param cause what it threw
     */
    record ExecutorRefused(String executor, Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The executor of Delivery.on refused a task: " + cause + ". It is " + executor + ".";
        }

        @Override
        public String advice() {
            return "Close the sessions before you shut the executor down, and give its queue room for one task per session.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /**
     * The last event ID cannot be sent as a header; the stream resumes without it. Reported once a session, and no reason
     * to reconnect.
     */
    record UnsendableLastEventId(String lastEventId, String reason) implements Failure {
        @Override
        public String message() {
            return "The last event ID (" + lastEventId.length() + " characters) cannot be sent and is left out: "
                    + reason + ".";
        }

        @Override
        public String advice() {
            return "Make the server use short ids of printable ASCII; until then it does not know where to resume. A"
                    + " RequestCustomizer can put the id elsewhere.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /**
     * The server sent several events with one id on one connection. Such an id does not tell an event from another, so that
     * events with it are never dropped as duplicates. Reported as a warning, once a session; the session continues.
     */
    record RepeatedId(String id) implements Failure {
        private static final int LONGEST_SHOWN = 80;

        @Override
        public String message() {
            String shown = id.length() > LONGEST_SHOWN ? id.substring(0, LONGEST_SHOWN) + "…" : id;
            return "The server sent more than one event with the id \"" + shown
                    + "\" on one connection: events with such an id are never dropped as duplicates.";
        }

        @Override
        public String advice() {
            return "No event is lost, but one that the server sends again is delivered again; give each event its own id"
                    + " to change that. SessionMetrics.repeatedIds() counts the events with such ids.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The server refused the request and asked to wait for longer than the policy allows. */
    record ServerDelayTooLong(Duration asked, Duration allowed) implements Failure {
        @Override
        public String message() {
            return "The server asks to wait " + Times.of(asked) + " before the next attempt, longer than"
                    + " ReconnectPolicy.maxServerDelay = " + Times.of(allowed) + ".";
        }

        @Override
        public String advice() {
            return "Open a new session after that time, or raise ReconnectPolicy.maxServerDelay.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }
}
