package dev.rivulet.sse.jdkhttp;

import java.nio.ByteBuffer;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * What the JDK has brought of a response's body, until there is credit for it. Items are asked for ahead of the credit: one
 * that is asked for when the JDK has stopped reading wakes its selector and registers the connection anew, which costs more
 * than the events of the item. What has come by the time of the credit is one burst. Before the first credit nothing is
 * asked for, so that no connection is used for another exchange while a body is unread. By the thread that delivers, except
 * where it says any thread.
 */
final class BodyInflow {
    /** Of the JDK's reads, which are 16 KiB over HTTP/1.1. */
    private static final int AHEAD = 4;

    private final Queue<List<ByteBuffer>> held = new ConcurrentLinkedQueue<>();
    private final AtomicBoolean credit = new AtomicBoolean();
    private final AtomicBoolean begun = new AtomicBoolean(); // to ask
    private final AtomicReference<@Nullable Runnable> end = new AtomicReference<>();
    private int ahead; // items that were asked for, and not delivered yet
    private volatile Flow.@Nullable Subscription subscription;

    /** Any thread. Returns whether items wait for it. */
    boolean grant() {
        credit.set(true);
        begin();
        return !held.isEmpty();
    }

    /** Any thread. */
    void subscribed(Flow.Subscription to) {
        subscription = to;
        begin();
    }

    /** At the first credit, or when there is a subscription, whichever is later. Before it nothing comes, nor is asked for. */
    private void begin() {
        Flow.Subscription from = subscription;
        if (from != null && credit.get() && !begun.get() && begun.compareAndSet(false, true)) {
            ahead = AHEAD;
            from.request(AHEAD);
        }
    }

    /** Any thread; a delivery must follow. */
    void came(List<ByteBuffer> item) {
        held.add(item);
    }

    /** The next item of a burst; null if there is no credit, or no item any more. */
    @Nullable
    List<ByteBuffer> next() {
        List<ByteBuffer> item = credit.get() ? held.poll() : null;
        if (item != null) {
            ahead--;
        }
        return item;
    }

    /** A burst is over, and its credit used up. */
    void usedUp() {
        credit.set(false);
        Flow.Subscription from = subscription;
        int more = AHEAD - ahead;
        if (from != null && more > 0) {
            ahead = AHEAD;
            from.request(more);
        }
    }

    /** Runs this after what waits; of several only the first. Any thread; a delivery must follow. */
    void endWith(Runnable what) {
        end.compareAndSet(null, what);
    }

    /** What is to be run now that nothing waits any more; null for nothing. Items come before the end that follows them. */
    @Nullable
    Runnable dueEnd() {
        Runnable what = end.get();
        return held.isEmpty() ? what : null;
    }

    /** Any thread. */
    void drop() {
        held.clear();
    }

    /** Any thread. */
    void cancel() {
        Flow.Subscription toCancel = subscription;
        if (toCancel != null) {
            toCancel.cancel();
        }
    }
}
