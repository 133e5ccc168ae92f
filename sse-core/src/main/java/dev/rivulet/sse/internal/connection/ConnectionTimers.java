package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure.TimedOut.Kind;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.internal.mailbox.Timers;
import dev.rivulet.sse.policy.Timeouts;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** The time-outs of one connection. What is due is reported to the owner, in the session. */
final class ConnectionTimers {
    /** What happens when time is up. */
    interface Owner {
        /** To be asked again after what has been received: it may hold what was waited for. */
        void due(Kind kind);

        /** The connection is to be given up, after what has been received. */
        void expired(Kind kind);

        /** The wait for a refused response's body is over. */
        @Nullable
        Next refusedBodyDue();
    }

    private static final long REFUSED_BODY_NANOS = TimeUnit.SECONDS.toNanos(2);

    private final Timers<Next> timers;
    private final Owner owner;

    // Null while they do not run: most are never needed.
    private @Nullable Timer<Next> head;
    private @Nullable Timer<Next> firstEvent;
    private @Nullable Timer<Next> idle;
    private @Nullable Timer<Next> eventIdle;
    private @Nullable Timer<Next> age;
    private @Nullable Timer<Next> refusedBody;
    private long eventIdleNanos; // 0 where it is off
    private long lastEventAt;

    ConnectionTimers(Timers<Next> timers, Owner owner) {
        this.timers = timers;
        this.owner = owner;
    }

    private Input<Next> due(Kind kind) {
        return () -> {
            owner.due(kind);
            return null;
        };
    }

    void requested(Timeouts timeouts) {
        timers.cancel(head);
        head = timers.start(timeouts.responseHead(), due(Kind.RESPONSE_HEAD));
    }

    void headSeen() {
        head = timers.cancel(head);
    }

    void opened(Timeouts timeouts, Attempt attempt) {
        firstEvent = timers.start(timeouts.firstEvent(), due(Kind.FIRST_EVENT));
        age = timers.start(timeouts.connectionAge(), () -> {
            owner.expired(Kind.CONNECTION_AGE);
            return null;
        });
        long idleNanos = Nanos.of(timeouts.idle());
        if (idleNanos > 0) {
            awaitByte(attempt, idleNanos, idleNanos);
        }
        eventIdleNanos = Nanos.of(timeouts.eventIdle());
        eventSeen();
        awaitEvent();
    }

    /** An event has come, or only now could one come. */
    void eventSeen() {
        if (eventIdleNanos > 0) {
            lastEventAt = timers.nanoTime();
        }
    }

    /** Whether no event has come for too long. */
    boolean isEventIdle() {
        return eventIdleNanos > 0 && timers.nanoTime() - lastEventAt >= eventIdleNanos;
    }

    /** Asks again when the time since the last event is over. */
    void awaitEvent() {
        if (eventIdleNanos > 0) {
            eventIdle = timers.start(lastEventAt + eventIdleNanos - timers.nanoTime(), due(Kind.EVENT_IDLE));
        }
    }

    void firstEventSeen() {
        firstEvent = timers.cancel(firstEvent);
    }

    void refused() {
        refusedBody = timers.start(REFUSED_BODY_NANOS, owner::refusedBodyDue);
    }

    void cancel() {
        head = timers.cancel(head);
        firstEvent = timers.cancel(firstEvent);
        idle = timers.cancel(idle);
        eventIdle = timers.cancel(eventIdle);
        eventIdleNanos = 0;
        age = timers.cancel(age);
        refusedBody = timers.cancel(refusedBody);
    }

    private void awaitByte(Attempt attempt, long idleNanos, long left) {
        idle = timers.start(left, () -> checkIdle(attempt, idleNanos));
    }

    /** Counts from the last byte, or from the grant of credit: while the client does not read, nothing is idle. */
    private @Nullable Next checkIdle(Attempt attempt, long idleNanos) {
        long left =
                attempt.isCreditGranted() ? attempt.activity().activeAt() + idleNanos - timers.nanoTime() : idleNanos;
        if (left > 0) {
            awaitByte(attempt, idleNanos, left);
        } else if (attempt.activity().switchToPerByteTiming()) {
            awaitByte(attempt, idleNanos, idleNanos); // when its last byte came is not known this once
        } else {
            owner.expired(Kind.IDLE);
        }
        return null;
    }

    static Duration time(Kind kind, Timeouts timeouts) {
        return switch (kind) {
            case RESPONSE_HEAD -> timeouts.responseHead();
            case FIRST_EVENT -> timeouts.firstEvent();
            case IDLE -> timeouts.idle();
            case EVENT_IDLE -> timeouts.eventIdle();
            case CONNECTION_AGE -> timeouts.connectionAge();
            case TOTAL -> timeouts.total();
        };
    }
}
