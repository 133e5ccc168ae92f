package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.recording.Entry;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;

/** Makes one list of a session's moments and pieces, from the first request on, and says where bytes are missing. */
final class TapeMerge {
    private final List<Entry> entries = new ArrayList<>();
    private final int session;
    private final long began;
    private long expected = -1; // bytes of the session so far; -1 before the first request
    private long last; // time

    /** @param began when times begin to count */
    TapeMerge(int session, long began) {
        this.session = session;
        this.began = began;
    }

    private Duration at(long nanos) {
        return Duration.ofNanos(Math.max(0, nanos - began));
    }

    void add(Moment moment) {
        if (moment.what() instanceof Moment.Sent && expected < 0) {
            expected = moment.before();
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
        noteMissing(piece.before());
        entries.add(new Entry.Bytes(session, at(piece.nanos()), piece.bytes()));
        expected = piece.before() + piece.bytes().length;
    }

    private void noteMissing(long before) {
        if (expected >= 0 && before > expected) {
            entries.add(new Entry.State(
                    session, at(last), (before - expected) + " bytes before this were overwritten by later ones"));
            expected = before;
        }
    }

    /** @param total bytes that the session had recorded when its pieces were read */
    List<Entry> entries(long total) {
        noteMissing(total);
        return entries;
    }
}
