package dev.rivulet.sse.kafka.task;

import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.PriorityQueue;
import org.jspecify.annotations.Nullable;

/** When which stream is to be started. Confined to the task's thread. */
final class Agenda {
    private record Start(OwnedStream stream, long ticket, long due) {
        static int inOrder(Start one, Start other) {
            return Long.signum(one.due - other.due);
        }
    }

    private final Scheduler time;
    private final PriorityQueue<Start> starts = new PriorityQueue<>(Start::inOrder);

    Agenda(Scheduler time) {
        this.time = time;
    }

    /** In place of a former plan for this stream. */
    void add(OwnedStream stream, Duration delay) {
        starts.add(new Start(stream, stream.newTicket(), time.nanoTime() + delay.toNanos()));
    }

    /** A stream whose time has come; null if there is none. */
    @Nullable
    OwnedStream poll() {
        while (true) {
            Start first = starts.peek();
            if (first == null || first.due - time.nanoTime() > 0) {
                return null;
            }
            starts.remove();
            if (first.stream.hasTicket(first.ticket)) {
                return first.stream;
            }
        }
    }

    /** How long until the next start, at most as long as this. */
    long nanosUntilNext(long most) {
        Start first = starts.peek();
        return first == null ? most : Math.max(0, Math.min(most, first.due - time.nanoTime()));
    }
}
