package dev.rivulet.sse;

import dev.rivulet.sse.spi.Phase;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * What went wrong, as a value. {@link SessionState.BackingOff} carries one that is being retried and says when;
 * {@link SessionState.Closed} carries one that ended the session.
 */
public sealed interface Failure {
    /** What happened, in a sentence. URIs are shown without their query, credentials never. */
    String message();

    /** What the user can do about it, in a sentence. */
    String advice();

    /**
     * Whether it passes by its nature, so that another attempt makes sense. A session retries it if its
     * {@code ReconnectPolicy} still has attempts and the request may be repeated.
     */
    boolean retryable();

    /** The exception behind it, if there is one. */
    default @Nullable Throwable cause() {
        return null;
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

    /** The server answered with a status that is not a stream. */
    record Refused(Response response, boolean retryable) implements Failure {
        @Override
        public String message() {
            return "The server answered " + response.status() + " at " + Redacted.uri(response.uri()) + ".";
        }

        @Override
        public String advice() {
            return switch (response.status()) {
                case 401, 403 -> "Check the credentials; a RequestCustomizer can fetch new ones for each attempt.";
                case 429, 503, 529 ->
                    "The server is busy, or a quota is used up: see the body, lower the load, or raise"
                            + " ReconnectPolicy.maxAttempts.";
                case 400, 409 ->
                    "See the response's body. If the server still holds the connection that was lost, let it be retried:"
                            + " responseRules(ResponseRules.standard().retryConflicts()).";
                default -> "See the response's headers and body in this failure." + Advice.repeating(retryable);
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
            return "Check the URL and the Accept header; a login page or a JSON error often looks like this: see the body.";
        }
    }

    /** The server refused a request that carried a Last-Event-ID in a way that says: I do not know this id. */
    record CursorRejected(String lastEventId, Response response) implements Failure {
        @Override
        public String message() {
            return "The server answered " + response.status() + " to Last-Event-ID \"" + lastEventId + "\".";
        }

        @Override
        public String advice() {
            return "It may have forgotten this id: start a new session without it, and read what was missed elsewhere.";
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
            return "Use the final URL in the request, or mend the server's Location header.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The body has a Content-Encoding that is not decoded. */
    record UnknownCoding(String coding) implements Failure {
        @Override
        public String message() {
            return "The response has Content-Encoding: " + coding + ", which is not decoded here.";
        }

        @Override
        public String advice() {
            return "Do not send an Accept-Encoding that names it; gzip and deflate are decoded. If the body has no such"
                    + " coding, remove the server's Content-Encoding header.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /** The body's compressed bytes are damaged. */
    record BadCoding(String coding, Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The " + coding + " body is damaged: " + cause.getMessage() + ".";
        }

        @Override
        public String advice() {
            return "An intermediary may have cut or changed it; ask for no compression if it comes again."
                    + Advice.repeating(true);
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
                    ? "Something between cut the connection; see whether the port speaks TLS if it stays so."
                    : "Check the server's certificate and its host name, and the SSLContext of the transport.";
        }
    }

    /**
     * The proxy did not let the connection through.
     *
     * @param status its answer, such as 407 (RFC 9110, 15.5.8); 0 where it gave none
     */
    record ProxyFailed(int status, @Nullable Throwable cause, boolean retryable) implements Failure {
        @Override
        public String message() {
            return status == 0 ? "The proxy failed: " + cause + "." : "The proxy answered " + status + ".";
        }

        @Override
        public String advice() {
            return status == 407
                    ? "Give the proxy's credentials to the transport."
                    : "Check the proxy's address, and whether it may connect to this host and port.";
        }
    }

    /** The server broke the rules of HTTP; what it sent before that counts. */
    record ProtocolError(Phase phase, Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The server broke the protocol (" + phase + "): " + cause.getMessage() + ".";
        }

        @Override
        public String advice() {
            return "An intermediary may be altering the response; events received before that were delivered."
                    + Advice.repeating(true);
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The connection was not made, or broke. */
    record Disconnected(Phase phase, Throwable cause, boolean retryable) implements Failure {
        @Override
        public String message() {
            return "The connection failed (" + phase + "): " + cause + ".";
        }

        @Override
        public String advice() {
            return switch (phase) {
                case RESOLVE -> "Check the host name and the name service.";
                case CONNECT -> "Check that the server listens and that no firewall is between.";
                case PROXY, TLS, SEND, HEAD, BODY ->
                    "The server or an intermediary closed it; events received before that were delivered."
                            + Advice.repeating(retryable);
            };
        }
    }

    /**
     * The server says that it did not process the request (RFC 9113, 8.7): it refused the stream, or goes away. It is sent
     * again at once, whatever its method.
     */
    record NotProcessed(Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The server did not process the request: " + cause.getMessage() + ".";
        }

        @Override
        public String advice() {
            return "Nothing to do; a server that is restarted or overloaded says so.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /** The server ended the stream cleanly. It is opened again, as the standard says. */
    record StreamEnded() implements Failure {
        @Override
        public String message() {
            return "The server ended the stream.";
        }

        @Override
        public String advice() {
            return "Nothing to do; a server ends a stream for good with 204, or by an end marker that the request names.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /**
     * The body ended before the end marker that the request names.
     *
     * @param ignoredLines of this connection: a body that is no event stream, such as a JSON error, consists of them
     */
    record Truncated(long ignoredLines) implements Failure {
        @Override
        public String message() {
            return ignoredLines == 0
                    ? "The stream ended before its end marker."
                    : "The stream ended before its end marker; " + ignoredLines
                            + " of its lines were ignored, since they are no fields of an event stream.";
        }

        @Override
        public String advice() {
            return ignoredLines == 0
                    ? "The answer is incomplete: an upstream was probably cut. Ask again, or continue from what is there."
                            + Advice.repeating(true)
                    : "See what the server sends: it may be an error without the form of an event.";
        }

        @Override
        public boolean retryable() {
            return true;
        }
    }

    /**
     * The server said in an event that it failed.
     *
     * @param retryable whether the end rule's verdict was {@link EndRule.Verdict#RETRY}
     */
    record InBand(String detail, boolean retryable) implements Failure {
        @Override
        public String message() {
            return "The stream reported an error: " + detail;
        }

        @Override
        public String advice() {
            return "See what the server says; the request's end rule decided that this event is an error.";
        }
    }

    /** A time-out of {@code Timeouts} ran out. */
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
                case RESPONSE_HEAD -> "No response head within " + after + ".";
                case FIRST_EVENT -> "No event within " + after + " of the response.";
                case IDLE -> "No byte for " + after + ".";
                case EVENT_IDLE -> "No event for " + after + ", on a connection that is alive.";
                case TOTAL -> "The session reached its total time of " + after + ".";
                case CONNECTION_AGE -> "The connection reached its maximum age of " + after + ".";
            };
        }

        @Override
        public String advice() {
            return switch (kind) {
                case IDLE ->
                    "Let the server send a comment as heartbeat, or raise Timeouts.idle." + Advice.repeating(true);
                case EVENT_IDLE ->
                    "Raise Timeouts.eventIdle if the server may be silent for longer." + Advice.repeating(true);
                case RESPONSE_HEAD, FIRST_EVENT ->
                    "Raise it in Timeouts if the server may take longer." + Advice.repeating(true);
                case TOTAL, CONNECTION_AGE -> "Raise it in Timeouts if the stream may last longer.";
            };
        }

        @Override
        public boolean retryable() {
            return kind != Kind.TOTAL;
        }
    }

    /**
     * The machine was suspended: its wall clock went on by more than five seconds, its timers stood still. The connection
     * is replaced, since the server or a middle box has mostly given it up, which no byte says. Only of requests that are
     * repeatable.
     */
    record Suspended(Duration time) implements Failure {
        @Override
        public String message() {
            return "The machine was suspended for " + time + ".";
        }

        @Override
        public String advice() {
            return "Nothing to do; the stream is opened again.";
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

    /** The server sent more than a limit allows. */
    record LimitExceeded(String option, long limit) implements Failure {
        @Override
        public String message() {
            return "The server exceeded " + option + " = " + limit + ".";
        }

        @Override
        public String advice() {
            return "Raise " + option + ", or let such events be skipped with Limits.onBreach(SKIP).";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }

    /**
     * The {@code RequestCustomizer} made no request: it threw, its stage failed, or it did not answer within
     * {@code Timeouts.responseHead}. Retried as any loss, unless it fails with an {@link SseException} whose failure is not
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
                    ? "It is asked again for the next attempt. To end the session instead, fail with"
                            + " new SseException(new Failure.CustomizerFailed(cause, false))."
                    : "It called this failure final; see the cause.";
        }
    }

    /** The handler, decoder or a rule of the request threw. */
    record HandlerFailed(Throwable cause) implements Failure {
        @Override
        public String message() {
            return "The event handler threw " + cause + ".";
        }

        @Override
        public String advice() {
            return "Mend the handler, or catch there what the stream shall survive; the event is not committed.";
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
            return "The delivery's executor refused a task: " + cause + ". It is " + executor + ".";
        }

        @Override
        public String advice() {
            return "Close the sessions before you shut the executor down, and give its queue room for a task of each session.";
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
    record UnsendableId(String lastEventId, String reason) implements Failure {
        @Override
        public String message() {
            return "The last event ID (" + lastEventId.length() + " characters) cannot be sent and is left out: "
                    + reason + ".";
        }

        @Override
        public String advice() {
            return "Let the server use short ids of printable ASCII; until then it resumes without knowing what was"
                    + " received. A RequestCustomizer can put the id elsewhere.";
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
            return "The server asks to wait " + asked + " before the next attempt, longer than"
                    + " ReconnectPolicy.maxServerDelay = " + allowed + ".";
        }

        @Override
        public String advice() {
            return "Open a new session after that time, or raise ReconnectPolicy.maxServerDelay to wait for it.";
        }

        @Override
        public boolean retryable() {
            return false;
        }
    }
}
