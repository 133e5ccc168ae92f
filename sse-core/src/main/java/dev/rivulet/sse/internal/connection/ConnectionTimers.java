package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure.TimedOut.Kind;
import dev.rivulet.sse.internal.Nanos;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
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

    private final Scheduler scheduler;
    private final Owner owner;
    private final Timer<Next> head;
    private final Timer<Next> firstEvent;
    private final Timer<Next> idle;
    private final Timer<Next> eventIdle;
    private final Timer<Next> age;
    private final Timer<Next> refusedBody;
    private Input<Next> idleCheck = () -> null;
    private long eventIdleNanos; // 0 where it is off
    private long lastEventAt;

    ConnectionTimers(Scheduler scheduler, Consumer<Input<Next>> enqueue, Owner owner) {
        this.scheduler = scheduler;
        this.owner = owner;
        this.head = new Timer<>(scheduler, enqueue, report(() -> owner.due(Kind.RESPONSE_HEAD)));
        this.firstEvent = new Timer<>(scheduler, enqueue, report(() -> owner.due(Kind.FIRST_EVENT)));
        this.idle = new Timer<>(scheduler, enqueue, () -> idleCheck.apply());
        this.eventIdle = new Timer<>(scheduler, enqueue, report(() -> owner.due(Kind.EVENT_IDLE)));
        this.age = new Timer<>(scheduler, enqueue, report(() -> owner.expired(Kind.CONNECTION_AGE)));
        this.refusedBody = new Timer<>(scheduler, enqueue, owner::refusedBodyDue);
    }

    private static Input<Next> report(Runnable due) {
        return () -> {
            due.run();
            return null;
        };
    }

    void requested(Timeouts timeouts) {
        head.arm(timeouts.responseHead());
    }

    void headSeen() {
        head.cancel();
    }

    void opened(Timeouts timeouts, Attempt attempt) {
        long idleNanos = Nanos.of(timeouts.idle());
        idleCheck = () -> checkIdle(attempt, idleNanos);
        firstEvent.arm(timeouts.firstEvent());
        age.arm(timeouts.connectionAge());
        idle.arm(timeouts.idle());
        eventIdleNanos = Nanos.of(timeouts.eventIdle());
        eventSeen();
        awaitEvent();
    }

    /** An event has come, or only now could one come. */
    void eventSeen() {
        if (eventIdleNanos > 0) {
            lastEventAt = scheduler.nanoTime();
        }
    }

    /** Whether no event has come for too long. */
    boolean isEventIdle() {
        return eventIdleNanos > 0 && scheduler.nanoTime() - lastEventAt >= eventIdleNanos;
    }

    /** Asks again when the time since the last event is over. */
    void awaitEvent() {
        if (eventIdleNanos > 0) {
            eventIdle.arm(lastEventAt + eventIdleNanos - scheduler.nanoTime());
        }
    }

    void firstEventSeen() {
        firstEvent.cancel();
    }

    void refused() {
        refusedBody.arm(REFUSED_BODY_NANOS);
    }

    void cancel() {
        head.cancel();
        firstEvent.cancel();
        idle.cancel();
        eventIdle.cancel();
        eventIdleNanos = 0;
        age.cancel();
        refusedBody.cancel();
    }

    /** Counts from the last byte, or from the grant of credit: while the client does not read, nothing is idle. */
    private @Nullable Next checkIdle(Attempt attempt, long idleNanos) {
        long left = attempt.isCreditGranted()
                ? attempt.activity().activeAt() + idleNanos - scheduler.nanoTime()
                : idleNanos;
        if (left > 0) {
            idle.arm(left);
        } else if (attempt.activity().switchToPerByteTiming()) {
            idle.arm(idleNanos); // when its last byte came is not known this once
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
