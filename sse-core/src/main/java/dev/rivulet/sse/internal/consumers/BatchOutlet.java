package dev.rivulet.sse.internal.consumers;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.internal.mailbox.Timers;
import dev.rivulet.sse.internal.threads.Place;
import dev.rivulet.sse.policy.Batching;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Collects events, and delivers them a batch at a time: when it is full, when it is old, and when nothing follows. */
public final class BatchOutlet<T> implements Outlet<T> {
    private static final int FIRST_SIZE = 16;

    private final Outlet<List<T>> target;
    private final Batching batching;
    private final long nanos;
    private @Nullable Timers<?> timers;
    private @Nullable Timer<?> timer; // while a batch is collected
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
    public void attach(Timers<?> sessions) {
        timers = sessions;
    }

    @Override
    public boolean isReady() {
        return target.isReady();
    }

    @Override
    public boolean deliver(T event) throws Exception {
        if (batch.isEmpty()) {
            batch = new ArrayList<>(Math.min(batching.events(), FIRST_SIZE));
            startTimer();
        }
        batch.add(event);
        return batch.size() >= batching.events() && pass();
    }

    private void startTimer() {
        stopTimer();
        if (timers != null) {
            timer = timers.start(nanos, () -> {
                flush();
                return null;
            });
        }
    }

    private void stopTimer() {
        if (timer != null) {
            timer.cancel();
            timer = null;
        }
    }

    private boolean pass() throws Exception {
        stopTimer();
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
        stopTimer();
        target.closed(end);
    }
}
