package dev.rivulet.sse.jdkhttp;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK has brought of a response's body, until there is credit for it. Items are asked for ahead of the credit: one
 * that is asked for when the JDK has stopped reading wakes its selector and registers the connection anew, which costs more
 * than the events of the item. What has come by the time of the credit is one burst. Before the first credit nothing is
 * asked for, so that no connection is used for another exchange while a body is unread. By the exchange's turn, except where
 * it says any thread.
 */
final class BodyInflow {
    /** Of the JDK's reads, which are 16 KiB over HTTP/1.1. */
    private static final int AHEAD = 4;

    private final Queue<List<ByteBuffer>> held = new ArrayDeque<>(AHEAD);
    private final AtomicBoolean credit = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean(); // to ask
    private volatile boolean waits; // items, for credit
    private int asked; // of the JDK, and not come yet
    private volatile Flow.@Nullable Subscription subscription;
    private @Nullable Runnable end;

    /** Any thread. Returns whether items wait for it. */
    boolean grant() {
        credit.set(true);
        begin();
        return waits;
    }

    void subscribed(Flow.Subscription to) {
        subscription = to;
        begin();
    }

    /** At the first credit, or when there is a subscription, whichever is later. Before it nothing comes, nor is asked for. */
    private void begin() {
        Flow.Subscription from = subscription;
        if (from != null && credit.get() && !begun.get() && begun.compareAndSet(false, true)) {
            asked = AHEAD;
            from.request(AHEAD);
        }
    }

    void came(List<ByteBuffer> item) {
        asked--;
        held.add(item);
        waits = true;
    }

    /** The next item of a burst; null if there is no credit, or no item any more. */
    @Nullable
    List<ByteBuffer> next() {
        List<ByteBuffer> item = credit.get() ? held.poll() : null;
        waits = !held.isEmpty();
        return item;
    }

    /** A burst is over, and its credit used up. */
    void usedUp() {
        credit.set(false);
        ask();
    }

    private void ask() {
        Flow.Subscription from = subscription;
        int more = AHEAD - held.size() - asked;
        if (from != null && more > 0) {
            asked += more;
            from.request(more);
        }
    }

    /** Runs this after what waits; of several only the first. */
    void endWith(Runnable what) {
        end = end == null ? what : end;
    }

    /** What is to be run now that nothing waits any more; null for nothing. */
    @Nullable
    Runnable takeEnd() {
        Runnable due = held.isEmpty() ? end : null;
        end = due == null ? end : null;
        return due;
    }

    void drop() {
        held.clear();
        waits = false;
    }

    /** Any thread. */
    void cancel() {
        Flow.Subscription toCancel = subscription;
        if (toCancel != null) {
            toCancel.cancel();
        }
    }
}
