package dev.rivulet.sse.internal.consumers;

import dev.rivulet.sse.internal.threads.Place;
import dev.rivulet.sse.policy.Delivery;
import java.util.Objects;
import java.util.concurrent.Flow;
import java.util.function.Function;

/** A session for each subscriber. */
public final class SessionPublisher<T> implements Flow.Publisher<T> {
    private final Function<Outlet<T>, Upstream> start;
    private final Delivery delivery;

    public SessionPublisher(Function<Outlet<T>, Upstream> start, Delivery delivery) {
        this.start = start;
        this.delivery = delivery;
    }

    @Override
    public void subscribe(Flow.Subscriber<? super T> subscriber) {
        Objects.requireNonNull(subscriber, "subscriber");
        var outlet = new FlowOutlet<T>(subscriber, Place.of(delivery));
        subscriber.onSubscribe(outlet);
        outlet.open(start);
    }
}
