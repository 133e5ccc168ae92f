package dev.rivulet.sse.testkit;

import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.time.Instant;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/**
 * Time that stands still until a test moves it. Tasks run on the thread that moves it, in the order of their times and,
 * where these are equal, in the order in which they were scheduled; never inside {@link #schedule}. Any thread may
 * schedule and cancel; one at a time may move.
 *
 * <pre>{@code
 * var time = new VirtualTime();
 * time.schedule(() -> log.add("late"), 1_000_000_000);
 * time.advance(Duration.ofMillis(999)); // nothing
 * time.advance(Duration.ofMillis(1));   // late
 * }</pre>
 *
 * <p>{@link #nanoTime()} begins one minute before its overflow: code that compares two of its values, where only their
 * difference means something, fails here rather than after 292 years.
 */
public final class VirtualTime implements Scheduler {
    private static final long ORIGIN = Long.MAX_VALUE - 60_000_000_000L;
    private static final long ENDLESS = 10_000_000;

    private final Object lock = new Object();
    private final PriorityQueue<Task> queue = new PriorityQueue<>(Task::inOrder);
    private final Instant start;
    private long elapsed;
    private Duration suspended = Duration.ZERO;
    private long scheduled;
    private int cancelled;
    private @Nullable Thread mover;

    /** Begins at midnight UTC, 1 January 2026. */
    public VirtualTime() {
        this(Instant.parse("2026-01-01T00:00:00Z"));
    }

    /** Begins at a given time of the wall clock. */
    public VirtualTime(Instant start) {
        this.start = start;
    }

    @Override
    public long nanoTime() {
        synchronized (lock) {
            return ORIGIN + elapsed;
        }
    }

    @Override
    public Instant now() {
        synchronized (lock) {
            return start.plus(suspended).plusNanos(elapsed);
        }
    }

    /** As if the machine slept: only the wall clock advances, or goes back where the time is negative. */
    public void suspend(Duration time) {
        synchronized (lock) {
            suspended = suspended.plus(time);
        }
    }

    /** How far time has been moved. */
    public Duration elapsed() {
        synchronized (lock) {
            return Duration.ofNanos(elapsed);
        }
    }

    @Override
    public Cancellable schedule(Runnable task, long delayNanos) {
        synchronized (lock) {
            Task made = new Task(task, later(delayNanos), scheduled++);
            queue.add(made);
            return made;
        }
    }

    /** How many tasks wait. */
    public int pending() {
        synchronized (lock) {
            return queue.size() - cancelled;
        }
    }

    /** How long until the next task is due; null if none waits. */
    public @Nullable Duration untilNext() {
        synchronized (lock) {
            Task next = peek();
            return next == null ? null : Duration.ofNanos(next.due - elapsed);
        }
    }

    /** Moves on by {@code time} and runs what is due until then, also what those tasks schedule. Zero runs what is due. */
    public void advance(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("time does not run backward: " + time);
        }
        begin();
        try {
            long target = later(time.toNanos());
            runUntil(target);
            synchronized (lock) {
                elapsed = target;
            }
        } finally {
            end();
        }
    }

    /**
     * Moves on to the next task's time and runs this one task.
     *
     * @return false if none waits; time then stands
     */
    public boolean runNext() {
        begin();
        try {
            return runOne(Long.MAX_VALUE);
        } finally {
            end();
        }
    }

    /**
     * Runs until no task waits, however far that is.
     *
     * @return how many tasks ran
     * @throws AssertionError after ten million tasks
     */
    public long runUntilIdle() {
        begin();
        try {
            return runUntil(Long.MAX_VALUE);
        } finally {
            end();
        }
    }

    @Override
    public String toString() {
        return "VirtualTime[elapsed=" + elapsed() + ", pending=" + pending() + "]";
    }

    private long runUntil(long limit) {
        long ran = 0;
        while (runOne(limit)) {
            if (++ran == ENDLESS) {
                throw new AssertionError("tasks keep scheduling tasks: " + ENDLESS + " have run, and time is " + this);
            }
        }
        return ran;
    }

    private boolean runOne(long limit) {
        Runnable work;
        synchronized (lock) {
            Task next = peek();
            if (next == null || next.due > limit) {
                return false;
            }
            queue.remove();
            next.state = Task.State.DONE;
            elapsed = Math.max(elapsed, next.due);
            work = next.work;
        }
        work.run();
        return true;
    }

    private @Nullable Task peek() {
        while (true) {
            Task next = queue.peek();
            if (next == null || next.state == Task.State.WAITING) {
                return next;
            }
            queue.remove();
            cancelled--;
        }
    }

    private long later(long delayNanos) {
        synchronized (lock) {
            long due = elapsed + Math.max(0, delayNanos);
            return due < 0 ? Long.MAX_VALUE : due;
        }
    }

    private void begin() {
        synchronized (lock) {
            if (mover != null) {
                throw new IllegalStateException("time is being moved already, by " + mover);
            }
            mover = Thread.currentThread();
        }
    }

    private void end() {
        synchronized (lock) {
            mover = null;
        }
    }

    private final class Task implements Cancellable {
        enum State {
            WAITING,
            DONE,
            CANCELLED
        }

        private Runnable work;
        private final long due;
        private final long number;
        private State state = State.WAITING;

        Task(Runnable work, long due, long number) {
            this.work = work;
            this.due = due;
            this.number = number;
        }

        static int inOrder(Task one, Task other) {
            int byTime = Long.compare(one.due, other.due);
            return byTime != 0 ? byTime : Long.compare(one.number, other.number);
        }

        /** Leaves the task in the queue, except for what it holds; the queue is swept when half of it is cancelled. */
        @Override
        public void cancel() {
            synchronized (lock) {
                if (state != State.WAITING) {
                    return;
                }
                state = State.CANCELLED;
                work = () -> {};
                cancelled++;
                if (cancelled > 64 && cancelled > queue.size() / 2) {
                    queue.removeIf(task -> task.state == State.CANCELLED);
                    cancelled = 0;
                }
            }
        }
    }
}
