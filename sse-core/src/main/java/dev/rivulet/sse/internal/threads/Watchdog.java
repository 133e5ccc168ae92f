package dev.rivulet.sse.internal.threads;

import dev.rivulet.sse.spi.Scheduler;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BooleanSupplier;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;

/**
 * Notices a task that its executor does not begin. It looks once a second, and only while there may be such a task: one
 * that begins in time costs next to nothing.
 */
final class Watchdog {
    private static final long SECOND = TimeUnit.SECONDS.toNanos(1);

    private final Scheduler scheduler;
    private final BooleanSupplier waits;
    private final IntConsumer overdue;
    private final AtomicBoolean armed = new AtomicBoolean();
    private volatile int handedOut;
    private volatile boolean stopped;
    private volatile Scheduler.@Nullable Cancellable pending;
    private int watched; // used by one look after the other
    private int seconds;

    /**
     * Watches nothing yet.
     *
     * @param waits whether the task that was handed out last has not begun
     * @param overdue called, on the scheduler's thread, with how many seconds at least a task has waited, each second
     */
    Watchdog(Scheduler scheduler, BooleanSupplier waits, IntConsumer overdue) {
        this.scheduler = scheduler;
        this.waits = waits;
        this.overdue = overdue;
    }

    /** A task is about to be handed out. One at a time. */
    @SuppressWarnings("NonAtomicVolatileUpdate") // one at a time
    void handsOut() {
        handedOut++;
        if (!armed.get() && armed.compareAndSet(false, true)) {
            lookLater();
        }
    }

    /** Nothing is watched any more. */
    void stop() {
        stopped = true;
        Scheduler.Cancellable last = pending;
        if (last != null) {
            last.cancel();
        }
    }

    private void lookLater() {
        if (stopped) {
            return;
        }
        Scheduler.Cancellable next = scheduler.schedule(this::look, SECOND);
        pending = next;
        if (stopped) {
            next.cancel();
        }
    }

    private void look() {
        if (!waits.getAsBoolean()) {
            armed.set(false);
            if (!waits.getAsBoolean() || !armed.compareAndSet(false, true)) {
                return;
            }
            // handed out just now, by one who saw that this was armed
        }
        int number = handedOut;
        if (number == watched) {
            overdue.accept(++seconds);
        } else {
            watched = number;
            seconds = 0;
        }
        lookLater();
    }
}
