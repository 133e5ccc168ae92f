package dev.rivulet.sse.recording;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Something that happened to a session. An exchange begins with an {@link Attempt}, has at most one {@link Head}, any
 * number of {@link Bytes}, and ends in one of {@link End}, {@link Failed} and {@link Cancelled}.
 *
 * <p>Entries hold no secrets of a head: their constructors redact URIs and headers as {@link Redacted} and {@link
 * Headers#redacted()} do. What a body holds is kept as it is.
 */
public sealed interface Entry {
    /** The session's number in the recording; not negative. */
    int session();

    /** The time since the recording began, in whole microseconds; not negative. */
    Duration at();

    /**
     * A request is sent.
     *
     * @param number of the attempt in the session, from 1; a redirect that is followed has the number of its attempt
     * @param uri without user information, query and fragment
     * @param headers without the values of secrets
     */
    record Attempt(int session, Duration at, int number, String method, String uri, Headers headers) implements Entry {
        /** Redacts the URI and the headers. */
        public Attempt {
            at = checked(session, at);
            if (requireNonNull(method, "method").isEmpty() || method.chars().anyMatch(c -> c <= ' ')) {
                throw new IllegalArgumentException("not a method: " + method);
            }
            uri = Redacted.uri(requireNonNull(uri, "uri"));
            headers = headers.redacted();
        }
    }

    /**
     * The head of the response has arrived.
     *
     * @param head without the values of secrets
     */
    record Head(int session, Duration at, ResponseHead head) implements Entry {
        /** Redacts the headers. */
        public Head {
            at = checked(session, at);
            head = new ResponseHead(head.status(), head.headers().redacted(), head.protocol());
        }
    }

    /**
     * A piece of the body has arrived, as it was received: without the framing of HTTP, and still with its content coding.
     *
     * @param bytes not copied; must not be changed
     */
    record Bytes(int session, Duration at, byte[] bytes) implements Entry {
        /** A piece of a body. */
        public Bytes {
            at = checked(session, at);
            requireNonNull(bytes, "bytes");
        }

        /** Compares the bytes themselves. */
        @Override
        public boolean equals(@Nullable Object other) {
            return other instanceof Bytes that
                    && session == that.session
                    && at.equals(that.at)
                    && Arrays.equals(bytes, that.bytes);
        }

        @Override
        public int hashCode() {
            return 31 * at.hashCode() + Arrays.hashCode(bytes);
        }

        /** Without the bytes, which are the user's data. */
        @Override
        public String toString() {
            return "Bytes[session=" + session + ", at=" + at + ", " + bytes.length + " bytes]";
        }
    }

    /** The body has arrived whole. */
    record End(int session, Duration at) implements Entry {
        /** The end of a body. */
        public End {
            at = checked(session, at);
        }
    }

    /**
     * The exchange failed.
     *
     * @param phase how far it had come
     * @param message why, as the transport reported it
     */
    record Failed(int session, Duration at, Phase phase, String message) implements Entry {
        /** A failure. */
        public Failed {
            at = checked(session, at);
            requireNonNull(phase, "phase");
            requireNonNull(message, "message");
        }
    }

    /** The session gave the exchange up: it was closed, a time-out passed, or the rest of the response was not needed. */
    record Cancelled(int session, Duration at) implements Entry {
        /** The end of an exchange. */
        public Cancelled {
            at = checked(session, at);
        }
    }

    /**
     * The session has entered a state.
     *
     * @param text in words, for people
     */
    record State(int session, Duration at, String text) implements Entry {
        /** A state. */
        public State {
            at = checked(session, at);
            requireNonNull(text, "text");
        }
    }

    private static Duration checked(int session, Duration at) {
        if (session < 0 || at.isNegative()) {
            throw new IllegalArgumentException("session and time must not be negative: " + session + ", " + at);
        }
        return at.truncatedTo(ChronoUnit.MICROS);
    }
}
