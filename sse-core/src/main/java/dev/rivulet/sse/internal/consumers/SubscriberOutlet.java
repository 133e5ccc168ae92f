package dev.rivulet.sse.internal.consumers;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.internal.threads.Place;
import dev.rivulet.sse.policy.Delivery;

/** Calls a subscriber. */
public final class SubscriberOutlet<T> implements Outlet<T> {
    private final SseSubscriber<T> subscriber;
    private final Place place;
    private final boolean wantsComments;

    public SubscriberOutlet(SseSubscriber<T> subscriber, Delivery delivery) {
        this.subscriber = subscriber;
        this.place = Place.of(delivery);
        this.wantsComments = overridesOnComment(subscriber);
    }

    private static boolean overridesOnComment(SseSubscriber<?> subscriber) {
        try {
            return subscriber.getClass().getMethod("onComment", String.class).getDeclaringClass()
                    != SseSubscriber.class;
        } catch (NoSuchMethodException | LinkageError e) {
            return true; // a type of another method is missing, or a native image knows no methods of this class
        }
    }

    @Override
    public Place place() {
        return place;
    }

    @Override
    public boolean isReady() {
        return true;
    }

    @Override
    public boolean deliver(T event) throws Exception {
        subscriber.onEvent(event);
        return true;
    }

    @Override
    public void state(SessionState state) {
        subscriber.onState(state);
    }

    @Override
    public void warning(Failure failure) {
        subscriber.onWarning(failure);
    }

    @Override
    public boolean wantsComments() {
        return wantsComments;
    }

    @Override
    public void comment(String text) {
        subscriber.onComment(text);
    }

    @Override
    public void closed(SessionState.Closed end) {
        try {
            subscriber.onState(end);
        } finally {
            subscriber.onClosed(end);
        }
    }
}
