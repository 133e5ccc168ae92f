package dev.rivulet.sse.internal;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a session, in two lines: what the stream brings, in order, and control, which overtakes it. Whoever puts
 * one in makes sure that someone drains; only one drains at a time, and never recursively.
 */
final class Mailbox {
    /** Where draining happens. */
    interface Place {
        /** Runs the drain, now or later, here or elsewhere. Only one is asked for at a time. */
        void run(Runnable drain);

        /** A control input has come while a drain is asked for and may not have begun. */
        default void hurry() {}

        /** Called behind each drain: whether the drain must be asked for again, elsewhere. */
        default boolean wantsAnother() {
            return false;
        }
    }

    private final Queue<Input> stream = new ConcurrentLinkedQueue<>();
    private final Queue<Input> control = new ConcurrentLinkedQueue<>();
    private final AtomicInteger asked = new AtomicInteger();
    private final Place place;
    private final Runnable work;
    private final Runnable drain = this::drain;

    Mailbox(Place place, Runnable work) {
        this.place = place;
        this.work = work;
    }

    /** An input that waits for demand with those before it. */
    void stream(Input input) {
        stream.add(input);
        wake();
    }

    /** An input of the stream that is worth a drain even where nobody takes events now. */
    void streamUrgent(Input input) {
        stream.add(input);
        wakeUrgently();
    }

    void control(Input input) {
        control.add(input);
        wakeUrgently();
    }

    void wake() {
        if (asked.getAndIncrement() == 0) {
            place.run(drain);
        }
    }

    private void wakeUrgently() {
        wake();
        place.hurry();
    }

    @Nullable
    Input nextControl() {
        return control.poll();
    }

    @Nullable
    Input peekStream() {
        return stream.peek();
    }

    @Nullable
    Input nextStream() {
        return stream.poll();
    }

    private void drain() {
        int seen = asked.get();
        do {
            work.run();
            seen = asked.addAndGet(-seen);
        } while (seen != 0);
        if (place.wantsAnother()) {
            wake();
        }
    }
}
