package dev.rivulet.sse.internal.consumers;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.internal.threads.Place;
import dev.rivulet.sse.policy.Batching;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Collects events, and delivers them a batch at a time: when it is full, when it is old, and when nothing follows. */
public final class BatchOutlet<T> implements Outlet<T> {
    private static final int FIRST_SIZE = 16;

    private final Outlet<List<T>> target;
    private final Batching batching;
    private final long nanos;
    private @Nullable Timer<?> timer;
    private List<T> batch = List.of();
    private boolean due;

    public BatchOutlet(Batching batching, Outlet<List<T>> target) {
        this.batching = batching;
        this.target = target;
        this.nanos = Nanos.of(batching.time());
    }

    @Override
    public Place place() {
        return target.place();
    }

    @Override
    public void attach(Function<Runnable, Timer<?>> timers) {
        timer = timers.apply(this::flush);
    }

    @Override
    public boolean isReady() {
        return target.isReady();
    }

    @Override
    public boolean deliver(T event) throws Exception {
        if (batch.isEmpty()) {
            batch = new ArrayList<>(Math.min(batching.events(), FIRST_SIZE));
            if (timer != null) {
                timer.arm(nanos);
            }
        }
        batch.add(event);
        return batch.size() >= batching.events() && pass();
    }

    private boolean pass() throws Exception {
        if (timer != null) {
            timer.cancel();
        }
        due = false;
        List<T> full = batch;
        batch = List.of();
        return target.deliver(full);
    }

    @Override
    public boolean hasHandled() {
        return batch.isEmpty() && target.hasHandled();
    }

    @Override
    public void flush() {
        due = !batch.isEmpty();
    }

    @Override
    public boolean isDue() {
        return due;
    }

    @Override
    public boolean deliverDue() throws Exception {
        return pass();
    }

    @Override
    public void state(SessionState state) {
        target.state(state);
    }

    @Override
    public void warning(Failure failure) {
        target.warning(failure);
    }

    @Override
    public boolean wantsComments() {
        return target.wantsComments();
    }

    @Override
    public void comment(String text) {
        target.comment(text);
    }

    @Override
    public void settled() {
        target.settled();
    }

    @Override
    public void closed(SessionState.Closed end) {
        if (timer != null) {
            timer.cancel();
        }
        target.closed(end);
    }
}
