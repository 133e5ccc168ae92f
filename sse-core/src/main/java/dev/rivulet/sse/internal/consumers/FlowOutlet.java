package dev.rivulet.sse.internal.consumers;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.internal.threads.Place;
import java.util.concurrent.Flow;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Delivers to a Flow subscriber as far as it asks (Reactive Streams 1.0.4, rules 1, 2 and 3). */
final class FlowOutlet<T> implements Outlet<T>, Flow.Subscription {
    private final Flow.Subscriber<? super T> subscriber;
    private final Place place;
    private final AtomicLong demand = new AtomicLong();
    private volatile @Nullable Upstream session;
    private volatile boolean cancelled;
    private volatile @Nullable IllegalArgumentException badRequest;

    FlowOutlet(Flow.Subscriber<? super T> subscriber, Place place) {
        this.subscriber = subscriber;
        this.place = place;
    }

    void open(Function<Outlet<T>, Upstream> start) {
        if (cancelled) {
            return;
        }
        Upstream started;
        try {
            started = start.apply(this);
        } catch (IllegalStateException e) {
            subscriber.onError(e);
            return;
        }
        session = started;
        if (cancelled || badRequest != null) {
            started.close();
        } else {
            started.demanded();
        }
    }

    @Override
    public void request(long n) {
        if (n <= 0) {
            badRequest = new IllegalArgumentException("rule 3.9: the demand must be positive, not " + n);
            closeSession();
            return;
        }
        demand.accumulateAndGet(n, (has, more) -> has + more < 0 ? Long.MAX_VALUE : has + more);
        Upstream from = session;
        if (from != null) {
            from.demanded();
        }
    }

    @Override
    public void cancel() {
        cancelled = true;
        closeSession();
    }

    private void closeSession() {
        Upstream from = session;
        if (from != null) {
            from.close();
        }
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public boolean isReady() {
        return demand.get() > 0;
    }

    @Override
    public boolean deliver(T event) {
        if (demand.get() != Long.MAX_VALUE) {
            demand.decrementAndGet();
        }
        try {
            subscriber.onNext(event);
        } catch (Throwable e) {
            cancelled = true; // rule 2.13: it counts as cancelled
            throw e;
        }
        return true;
    }

    @Override
    public void closed(SessionState.Closed end) {
        Failure failure = end.failure();
        IllegalArgumentException bad = badRequest;
        if (cancelled) {
            return;
        }
        if (bad != null) {
            subscriber.onError(bad);
        } else if (failure != null) {
            subscriber.onError(new SseException(end));
        } else {
            subscriber.onComplete();
        }
    }
}
