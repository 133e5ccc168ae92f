package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.recording.Entry;
import java.util.List;

/**
 * What is kept of a session at one moment, apart from its bytes, which are read after it.
 *
 * @param total bytes that the session had recorded
 */
record TapeSnapshot(int session, List<Moment> moments, long total) {
    /**
     * All that is kept, in order.
     *
     * @param number of the session in the recording that is made of it
     * @param began when times begin to count
     * @param pieces of the session
     */
    List<Entry> entries(int number, long began, List<Stripe.Piece> pieces) {
        var merge = new TapeMerge(number, began);
        int next = 0;
        for (Moment moment : moments) {
            while (next < pieces.size() && pieces.get(next).sequence() < moment.sequence()) {
                merge.add(pieces.get(next++));
            }
            merge.add(moment);
        }
        pieces.subList(next, pieces.size()).forEach(merge::add);
        return merge.entries(total);
    }
}
