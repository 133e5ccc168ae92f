package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.recording.Entry;
import java.net.URI;
import java.time.Duration;

/**
 * What happened to a session apart from bytes. A few are kept of each session, so each is small.
 *
 * @param sequence its place among all that the session has recorded
 * @param nanos when
 * @param before how many bytes of the session came before it
 */
record Moment(int sequence, long nanos, long before, What what) {
    /** What happened. Kept as it is; it is redacted when an entry is made of it. */
    sealed interface What {
        Entry entry(int session, Duration at);
    }

    /** A request was sent. */
    record Sent(int attempt, String method, URI uri, Headers headers) implements What {
        @Override
        public Entry entry(int session, Duration at) {
            return new Entry.Attempt(session, at, attempt, method, Redacted.uri(uri), headers);
        }
    }

    /** A head came. */
    record Answered(ResponseHead head) implements What {
        @Override
        public Entry entry(int session, Duration at) {
            return new Entry.Head(session, at, head);
        }
    }

    /** The body ended. */
    record Ended() implements What {
        @Override
        public Entry entry(int session, Duration at) {
            return new Entry.End(session, at);
        }
    }

    /** The session gave the exchange up. */
    record GivenUp() implements What {
        @Override
        public Entry entry(int session, Duration at) {
            return new Entry.Cancelled(session, at);
        }
    }

    /** The exchange failed. */
    record Broken(Phase phase, String message) implements What {
        @Override
        public Entry entry(int session, Duration at) {
            return new Entry.Failed(session, at, phase, message);
        }
    }

    /** A state was entered. Kept as text, since a failure may hold a body, and what the application threw. */
    record Said(String text) implements What {
        @Override
        public Entry entry(int session, Duration at) {
            return new Entry.State(session, at, text);
        }
    }
}
