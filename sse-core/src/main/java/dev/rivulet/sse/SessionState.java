package dev.rivulet.sse;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Redacted;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a session is doing. */
public sealed interface SessionState {
    /**
     * How far a session had come.
     *
     * @param attempt the number of the attempt in the session, from 1
     * @param eventsOnConnection how many events of the connection were handed over: not dropped as duplicates, not skipped
     * @param events how many events were handed over in all; of a stream, some may not have been taken yet
     */
    record Progress(int attempt, long eventsOnConnection, long events) {
        /** In words, for logs and messages. */
        @Override
        public String toString() {
            return "attempt " + attempt + ", " + eventsOnConnection + (eventsOnConnection == 1 ? " event" : " events")
                    + " on this connection, " + events + " in all";
        }
    }

    /**
     * Connecting, or waiting for the response.
     *
     * @param attempt the number of this attempt in the session, from 1
     */
    record Connecting(int attempt) implements SessionState {}

    /**
     * The stream is open.
     *
     * @param uri the final URI, after redirects
     * @param protocol {@code http/1.1}, {@code h2} or {@code h3}
     * @param attempt as in {@link Connecting}
     * @param lastEventIdSent the id that the server was asked to resume after; null if none was sent. The protocol cannot
     *     tell whether the server did
     * @param gap the time since the stream was lost; null for the first connection
     */
    record Open(
            int status,
            Headers headers,
            URI uri,
            String protocol,
            int attempt,
            @Nullable String lastEventIdSent,
            @Nullable Duration gap)
            implements SessionState {
        /** Whether the server was asked to resume. */
        public boolean resumeRequested() {
            return lastEventIdSent != null;
        }

        /** Without the URI's query and without credentials. */
        @Override
        public String toString() {
            return "Open[status=" + status + ", headers=" + headers + ", uri=" + Redacted.uri(uri) + ", protocol="
                    + protocol + ", attempt=" + attempt + ", lastEventIdSent=" + lastEventIdSent + ", gap=" + gap + "]";
        }
    }

    /**
     * The stream was lost or could not be opened, and the next attempt is made after the delay.
     *
     * @param progress of the attempt that failed
     */
    record BackingOff(Failure failure, Duration delay, Progress progress) implements SessionState {
        /** The number of the attempt that follows. */
        public int nextAttempt() {
            return progress.attempt() + 1;
        }
    }

    /**
     * The session has ended. This is its last state.
     *
     * @param failure what ended it; null if it ended normally
     * @param notRetried why no other attempt was made after a failure that is {@link Failure#retryable()}; null otherwise
     */
    record Closed(
            Reason reason,
            @Nullable Failure failure,
            Progress progress,
            @Nullable NotRetried notRetried) implements SessionState {
        /** Why a failure that is retryable was not retried. */
        public enum NotRetried {
            /** {@code ReconnectPolicy.mode} does not allow it. */
            MODE("ReconnectPolicy.mode does not allow it"),
            /** The server may have processed the request, which is not {@link SseRequest#repeatable()}. */
            NOT_REPEATABLE("the server may have processed the request, and SseRequest.repeatable is not set"),
            /** {@code ReconnectPolicy.maxAttempts} attempts have failed in a row. */
            MAX_ATTEMPTS("as many attempts have failed in a row as ReconnectPolicy.maxAttempts allows"),
            /** The server refused a request that is not repeatable several times, and the policy sets no other bound. */
            REFUSED(
                    "a request that is not repeatable is sent five times at most unless ReconnectPolicy.maxAttempts is set"),
            /** {@code ReconnectPolicy.maxElapsed} has passed since the loss. */
            MAX_ELAPSED("ReconnectPolicy.maxElapsed has passed since the stream was lost");

            private final String text;

            NotRetried(String text) {
                this.text = text;
            }
        }

        /** Why it ended, how far it had come, and what can be done, in plain sentences. */
        public String message() {
            return failure == null
                    ? "The session ended normally: " + reason + " (" + progress + ")."
                    : failure.message() + " (" + progress + ")"
                            + (notRetried == null ? "" : " Not retried: " + notRetried.text + ".") + " "
                            + failure.advice();
        }

        /** Why it ended. */
        public enum Reason {
            /** {@code close()} was called. */
            CLOSED,
            /**
             * The server answered 204, which ends a stream for good (WHATWG HTML, "server-sent events"), or a response that
             * the request's {@link ResponseRules} judged {@link ResponseRules.Verdict#NO_CONTENT}.
             */
            NO_CONTENT,
            /** The request's end marker arrived, or an event that its end rule judged {@link EndRule.Verdict#END}. */
            END_MARKER,
            /** The server ended the stream, and the policy does not reconnect. */
            SERVER_ENDED,
            /** A failure that is not, or no longer, retried. */
            FAILED
        }
    }
}
