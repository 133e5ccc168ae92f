package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.NotRetried;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.time.Duration;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/** Whether a loss is followed by another attempt: the failure's nature, the request's, and the policy. */
final class Recovery {
    /** How a connection ended. */
    record Loss(
            Failure failure,
            boolean cleanly,
            boolean progressed,
            @Nullable Duration retryAfter) {
        static Loss of(Failure failure) {
            return new Loss(failure, false, false, null);
        }

        Loss withProgress(boolean made) {
            return new Loss(failure, cleanly, made, retryAfter);
        }
    }

    /** What follows. */
    sealed interface Next {
        record Retry(Duration delay) implements Next {}

        record End(
                Reason reason,
                @Nullable Failure failure,
                @Nullable NotRetried notRetried) implements Next {}
    }

    /** Of a request that is not repeatable, where the policy has no bound: a quota that is used up is refused for ever. */
    private static final int MOST_REFUSED = 5;

    private final SseRequest request;
    private final Backoff backoff;
    private boolean mayRepeat = true;

    Recovery(SseRequest request, RandomGenerator random) {
        this.request = request;
        this.backoff = new Backoff(request.reconnect(), random);
    }

    /** Whether the request that was sent last may be sent again as it is. */
    boolean mayRepeat() {
        return mayRepeat;
    }

    /** The request may be sent again: the server has refused to do anything yet, or the user asks for it. */
    void permit() {
        mayRepeat = true;
    }

    /** A connection that counts as a success was given up. */
    void progressed() {
        backoff.progressed();
    }

    /**
     * A stream was lost, or not opened.
     *
     * @param delivered whether the session has delivered an event
     */
    Next after(Loss loss, SseRequest sent, long retryMillis, boolean delivered, long nowNanos) {
        Failure failure = loss.failure();
        boolean refused = isBusy(failure) || (failure instanceof Failure.ErrorEvent && !delivered);
        if (!(failure instanceof Failure.CustomizerFailed)) { // which sent nothing
            mayRepeat = sent.repeatable() || refused || Faults.isUnprocessed(failure);
        }
        if (!failure.retryable()) {
            return end(failure, null);
        }
        if (!policyAllows(delivered)) {
            return end(failure, NotRetried.MODE);
        }
        if (!mayRepeat && request.customizer() == null) {
            return end(failure, NotRetried.NOT_REPEATABLE);
        }
        int most = refused && !sent.repeatable() ? MOST_REFUSED : Backoff.UNBOUNDED;
        Backoff.Decision decision = backoff.lost(
                failure, loss.cleanly(), loss.progressed(), retryMillis, loss.retryAfter(), most, nowNanos);
        Duration delay = decision.delay();
        return delay == null
                ? new Next.End(Reason.FAILED, decision.giveUp(), decision.notRetried())
                : new Next.Retry(delay);
    }

    /** The end where nothing follows: normal if the stream ended so. */
    static Next.End end(@Nullable Failure failure, @Nullable NotRetried why) {
        return failure instanceof Failure.StreamEnded
                ? new Next.End(Reason.SERVER_ENDED, null, null)
                : new Next.End(Reason.FAILED, failure, why);
    }

    /** Whether the server refused the request unprocessed, so that it may be sent again whatever its method. */
    private static boolean isBusy(Failure failure) {
        int status = failure instanceof Failure.HttpError refused
                ? refused.response().status()
                : 0;
        return status == 429 || status == 503 || status == 529;
    }

    private boolean policyAllows(boolean delivered) {
        ReconnectPolicy.Mode when = request.reconnect().mode();
        return when == ReconnectPolicy.Mode.ALWAYS || (when == ReconnectPolicy.Mode.BEFORE_FIRST_EVENT && !delivered);
    }
}
