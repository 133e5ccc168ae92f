package dev.rivulet.sse;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What a session is doing. */
public sealed interface SessionState {
    /**
     * Connecting, or waiting for the response.
     *
     * @param attempt the number of this attempt in the session, from 1
     */
    record Connecting(int attempt) implements SessionState {}

    /**
     * The stream is open.
     *
     * @param uri where it was found in the end, behind redirects
     * @param protocol {@code http/1.1}, {@code h2} or {@code h3}
     * @param attempt as in {@link Connecting}
     * @param lastEventIdSent the id that the server was asked to resume after; null where none was sent. Whether it did,
     *     the protocol cannot tell
     * @param gap the time since the stream was lost; null on the first connection
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
     * The stream was lost, and is opened again after the delay.
     *
     * @param nextAttempt the number of the attempt that follows
     */
    record BackingOff(Failure failure, Duration delay, int nextAttempt) implements SessionState {}

    /**
     * The end. Nothing follows.
     *
     * @param failure what ended it; null for an end in order
     */
    record Closed(Reason reason, @Nullable Failure failure) implements SessionState {
        /** Why it ended. */
        public enum Reason {
            /** {@code close()} was called. */
            CLOSED,
            /** The server answered 204: there is no more (WHATWG HTML, "server-sent events"). */
            NO_CONTENT,
            /** The end marker that the request names has come. */
            END_MARKER,
            /** The server ended the stream, and the policy does not reconnect. */
            COMPLETE,
            /** A failure that is not, or no longer, retried. */
            FAILED
        }
    }
}
