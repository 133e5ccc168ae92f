package dev.rivulet.sse.internal.threads;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.spi.Scheduler;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.BooleanSupplier;
import org.jspecify.annotations.Nullable;

/**
 * The user's executor, which need not keep its word. What it refuses, by whatever it throws, or drops when it is shut
 * down, ends the session on a delivery thread. Where it does not begin a drain though the session is being closed, the drain
 * runs there too. One that it may have lost otherwise, or may begin late, it is handed again.
 */
final class ExecutorPlace implements Place {
    private static final CoreLog LOG = CoreLog.INSTANCE;
    private static final int FIRST_HANDED_AGAIN_SECONDS = 5;
    private static final int LONGEST_INTERVAL_SECONDS = 300;

    private final Executor executor;
    private volatile @Nullable Failure failure;
    private volatile @Nullable Runnable drain; // always the same
    private volatile boolean closing;
    private volatile boolean ended;
    private Executor elsewhere = DeliveryThreads::execute;
    private BooleanSupplier waits = () -> false;
    private @Nullable Watchdog watchdog;
    private int handedAgainAt;

    ExecutorPlace(Executor executor) {
        this.executor = executor;
    }

    @Override
    public void attach(Scheduler scheduler, BooleanSupplier isWaiting) {
        waits = isWaiting;
        elsewhere = DeliveryThreads.after(scheduler);
        watchdog = new Watchdog(scheduler, isWaiting, seconds -> elsewhere.execute(() -> overdue(seconds)));
    }

    @Override
    public void run(Runnable asked) {
        if (ended) {
            elsewhere.execute(asked); // only acknowledgements come now, which need no handler
            return;
        }
        drain = asked;
        if (failure == null) {
            if (watchdog != null) {
                watchdog.handsOut();
            }
            try {
                executor.execute(asked);
                return;
            } catch (Throwable refusal) {
                failure = refused(refusal);
            }
        }
        DeliveryThreads.execute(asked);
    }

    @Override
    public void runElsewhere(Runnable asked) {
        elsewhere.execute(() -> run(asked));
    }

    /** On virtual threads an executor has no say in whose turn it is. */
    @Override
    public void runAgain(Runnable asked) {
        if (DeliveryThreads.isCurrentVirtual()) {
            DeliveryThreads.executeAfterOthers(() -> run(asked));
        } else {
            run(asked);
        }
    }

    @Override
    public void hurry() {
        if (waits.getAsBoolean() && isShutDown()) {
            dropped();
        }
    }

    @Override
    public boolean hasQuantum() {
        return true;
    }

    @Override
    public @Nullable Failure failure() {
        return failure;
    }

    @Override
    public void closing() {
        closing = true;
    }

    @Override
    public void ended() {
        ended = true;
        if (watchdog != null) {
            watchdog.stop();
        }
    }

    private boolean isShutDown() {
        return executor instanceof ExecutorService service && service.isShutdown();
    }

    private void overdue(int seconds) {
        if (!waits.getAsBoolean()) {
            return;
        }
        if (isShutDown()) {
            dropped();
        } else if (closing) {
            takeAway();
        } else if (seconds == 1) {
            handedAgainAt = FIRST_HANDED_AGAIN_SECONDS;
        } else if (seconds == handedAgainAt) {
            handedAgainAt += Math.min(seconds, LONGEST_INTERVAL_SECONDS);
            handAgain(seconds);
        }
    }

    private void dropped() {
        if (failure == null) {
            failure = refused(new RejectedExecutionException("it was shut down, and the session's task had not begun"));
        }
        takeAway();
    }

    private void takeAway() {
        Runnable waiting = drain;
        if (waiting != null) {
            elsewhere.execute(waiting);
        }
    }

    /** A busy executor then finds a task that has nothing to do; one that lost the first begins this. */
    private void handAgain(int seconds) {
        LOG.log(
                Level.WARNING,
                "the executor of Delivery.on has not begun a session's task for " + seconds
                        + " s: it is busy, or has lost it; it is given the task again: " + name());
        Runnable waiting = drain;
        try {
            if (waiting != null) {
                executor.execute(waiting);
            }
        } catch (Throwable full) {
            LOG.log(Level.DEBUG, "it does not take the task now", full);
        }
    }

    private Failure refused(Throwable cause) {
        return new Failure.ExecutorRefused(name(), cause);
    }

    /** What it says of itself: for the JDK's executors how many threads and tasks there are. */
    private String name() {
        try {
            return executor.toString();
        } catch (RuntimeException e) {
            return executor.getClass().getName();
        }
    }
}
