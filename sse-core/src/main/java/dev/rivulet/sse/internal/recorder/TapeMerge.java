package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.recording.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Makes one list of a session's moments and pieces, from the first request on, and says where bytes are missing. */
final class TapeMerge {
    private final List<Entry> entries = new ArrayList<>();
    private final int session;
    private final long began;
    private long expected = -1; // bytes of the session so far; -1 before the first request
    private long last; // time
    private boolean isCoded; // the body is compressed
    private @Nullable EventBoundary boundary; // to be found, after bytes are missing

    /** @param began when times begin to count */
    TapeMerge(int session, long began) {
        this.session = session;
        this.began = began;
    }

    private Duration at(long nanos) {
        return Duration.ofNanos(Math.max(0, nanos - began));
    }

    void add(Moment moment) {
        if (moment.what() instanceof Moment.Sent) {
            noteMissing(moment.before());
            expected = moment.before();
            boundary = null;
        }
        if (moment.what() instanceof Moment.Answered answer) {
            isCoded = answer.head().headers().first("Content-Encoding") != null;
        }
        last = moment.nanos();
        entries.add(moment.what().entry(session, at(moment.nanos())));
    }

    /** Bytes without the request that they answer are left out. */
    void add(Stripe.Piece piece) {
        if (expected < 0) {
            return;
        }
        last = piece.nanos();
        int from = wholeFrom(piece);
        if (boundary != null) {
            return;
        }
        byte[] bytes = piece.bytes();
        noteMissing(piece.before() + from);
        if (from < bytes.length) {
            entries.add(new Entry.Bytes(session, at(piece.nanos()), Arrays.copyOfRange(bytes, from, bytes.length)));
        }
        expected = piece.before() + bytes.length;
    }

    /** Where the piece has whole events from: after bytes that are missing, not before a blank line. */
    private int wholeFrom(Stripe.Piece piece) {
        if (boundary == null && piece.before() > expected && !isCoded) {
            boundary = new EventBoundary();
        }
        if (boundary == null) {
            return 0;
        }
        int from = boundary.in(piece.bytes());
        if (boundary.isFound()) {
            boundary = null;
        }
        return from;
    }

    private void noteMissing(long before) {
        if (expected >= 0 && before > expected) {
            String text =
                    (before - expected) + " bytes before this are missing: they were overwritten, or are the rest of an"
                            + " event that was";
            entries.add(new Entry.State(session, at(last), text));
            expected = before;
        }
    }

    /** @param total bytes that the session had recorded when its pieces were read */
    List<Entry> entries(long total) {
        noteMissing(total);
        return entries;
    }
}
