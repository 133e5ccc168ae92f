package dev.rivulet.sse.policy;

import static java.util.Objects.requireNonNull;

import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Which thread parses a stream and calls the handler, one at a time in any case, and when an event counts as handled.
 * {@code SseStream} always parses on the thread that takes from it. Immutable: methods on a value return a changed copy.
 *
 * <p>A stream that brings events faster than they are handled leaves its thread to others after a few milliseconds, or
 * after one event that takes longer, and continues after them. With {@link #inline()} the
 * transport takes turns instead, after each burst; a compressed one can be a thousand times as long as it was sent.
 */
public final class Delivery {
    /** The kind of thread. */
    public enum Mode {
        /** A serial executor: bytes cross threads, events do not. */
        EXECUTOR,
        /** The transport's own thread. */
        INLINE
    }

    private static final int MANY = 1024;

    private static final Delivery DEFAULTS = new Delivery(Mode.EXECUTOR, null, 0);
    private static final Delivery INLINE = new Delivery(Mode.INLINE, null, 0);

    private final Mode mode;
    private final @Nullable Executor executor;
    private final int maxUnacknowledged;

    private Delivery(Mode mode, @Nullable Executor executor, int maxUnacknowledged) {
        this.mode = mode;
        this.executor = executor;
        this.maxUnacknowledged = maxUnacknowledged;
    }

    /** A virtual thread where the JVM has them (21), else a shared pool of daemon threads. The handler may block. */
    public static Delivery defaults() {
        return DEFAULTS;
    }

    /**
     * The transport's thread: for handlers that never block, and relays. The exceptions:
     *
     * <ul>
     *   <li>What a thread asks of a session (subscribe, request more, acknowledge, reconnect, close), the session does on
     *       that thread, and so it handles the events that have arrived by then: those of two bursts at most.
     *   <li>The same holds for time-outs, delays, due batches and the answers of a {@code RequestCustomizer}, which are
     *       handled on a thread of {@link #defaults()}.
     * </ul>
     *
     * <p>Handlers never run on a timer's thread, nor on {@code ForkJoinPool.commonPool()} unless it is the transport that
     * calls from there.
     */
    public static Delivery inline() {
        return INLINE;
    }

    /**
     * The given executor, on which each session is serial. It must not block the caller of {@code execute}, which is often the
     * transport's thread, and so must not run the task there, as {@code ThreadPoolExecutor.CallerRunsPolicy} does. What a session cannot do on it is done on a thread of {@link #defaults()}:
     *
     * <ul>
     *   <li>If it refuses a task, with whatever exception or error, or is shut down before a task has begun, the session
     *       ends with {@code Failure.ExecutorRefused}.
     *   <li>If it has not begun a task two seconds after {@code close()} at the latest, the session ends without it.
     *   <li>If it has not begun a task for five seconds, a warning is logged and the task is given to it once more, and
     *       again at growing intervals. A task that it had not lost, but begins late, then runs once all the same.
     * </ul>
     */
    public static Delivery on(Executor executor) {
        return new Delivery(Mode.EXECUTOR, requireNonNull(executor, "executor"), 0);
    }

    /** As {@link #manualAcknowledgement(int)}, for 1024 events. */
    public Delivery manualAcknowledgement() {
        return manualAcknowledgement(MANY);
    }

    /**
     * An event is handled when its {@code ack()} is called. Its id is committed when it and all before it are
     * acknowledged, also after the session has closed; what is not acknowledged by then, a new session fetches again.
     *
     * @param events how many may await their acknowledgement, from 1; at that number delivery stops, and the server waits. An
     *     event that is acknowledged before those in front of it keeps its place until they are
     */
    public Delivery manualAcknowledgement(int events) {
        if (events < 1) {
            throw new IllegalArgumentException("at least one event must be let out: " + events);
        }
        return new Delivery(mode, executor, events);
    }

    /** The kind of thread. */
    public Mode mode() {
        return mode;
    }

    /** The executor of {@link #on(Executor)}; null for the session's own. */
    public @Nullable Executor executor() {
        return executor;
    }

    /**
     * How many events may await their acknowledgement; 0 if none is needed, and an event is handled when the handler returns
     * or the next one is taken.
     */
    public int maxUnacknowledged() {
        return maxUnacknowledged;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Delivery delivery
                && mode == delivery.mode
                && Objects.equals(executor, delivery.executor)
                && maxUnacknowledged == delivery.maxUnacknowledged;
    }

    @Override
    public int hashCode() {
        return Objects.hash(mode, executor, maxUnacknowledged);
    }

    @Override
    public String toString() {
        return "Delivery[mode=" + mode + ", executor=" + executor + ", maxUnacknowledged=" + maxUnacknowledged + "]";
    }
}
