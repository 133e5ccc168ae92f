package dev.rivulet.sse.jdkhttp;

import java.util.concurrent.Flow;
import org.jspecify.annotations.Nullable;

/** The credit for a response's body, in the JDK's terms a subscription: a granted burst is one item asked of it. */
final class BodyCredit {
    private boolean granted;
    private Flow.@Nullable Subscription subscription;

    /** Before there is a subscription, it is kept. While it is not used up, it is not doubled. */
    void grant() {
        Flow.Subscription ask;
        synchronized (this) {
            ask = granted ? null : subscription;
            granted = true;
        }
        if (ask != null) {
            ask.request(1);
        }
    }

    synchronized void usedUp() {
        granted = false;
    }

    void subscribed(Flow.Subscription to) {
        boolean ask;
        synchronized (this) {
            subscription = to;
            ask = granted;
        }
        if (ask) {
            to.request(1);
        }
    }

    void cancel() {
        Flow.Subscription toCancel;
        synchronized (this) {
            toCancel = subscription;
        }
        if (toCancel != null) {
            toCancel.cancel();
        }
    }
}
