package dev.rivulet.sse.internal.recovery;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.NotRetried;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.StatusCodes;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import java.util.function.DoubleSupplier;
import org.jspecify.annotations.Nullable;

/** Whether a loss is followed by another attempt: the failure's nature, the request's, and the policy. */
public final class Recovery {
    /** How a connection ended. */
    public record Loss(
            Failure failure,
            boolean cleanly,
            boolean progressed,
            @Nullable Duration retryAfter) {
        public static Loss of(Failure failure) {
            return new Loss(failure, false, false, null);
        }

        public Loss withProgress(boolean made) {
            return new Loss(failure, cleanly, made, retryAfter);
        }
    }

    /** What follows a loss. */
    public sealed interface Decision {
        record Retry(Duration delay) implements Decision {}

        record End(
                Reason reason,
                @Nullable Failure failure,
                @Nullable NotRetried notRetried) implements Decision {}
    }

    /** Of a request that is not repeatable, where the policy has no bound: a quota that is used up is refused for ever. */
    private static final int MOST_REFUSED = 5;

    private final SseRequest request;
    private final Scheduler clock;
    private final Backoff backoff;
    private boolean mayRepeat = true;
    private @Nullable Failure lastFailure;

    public Recovery(SseRequest request, DoubleSupplier random, Scheduler clock) {
        this.request = request;
        this.clock = clock;
        this.backoff = new Backoff(request.reconnect(), random);
    }

    /** Whether the request that was sent last may be sent again as it is. */
    public boolean mayRepeat() {
        return mayRepeat;
    }

    /** The request may be sent again: the server has refused to do anything yet, or the user asks for it. */
    public void permit() {
        mayRepeat = true;
    }

    /** Why the last attempt that had a request failed; null where none did. */
    public @Nullable Failure lastFailure() {
        return lastFailure;
    }

    /**
     * The request is sent again at once.
     *
     * @param failure what the customizer has to answer; null for nothing
     */
    public void again(@Nullable Failure failure) {
        lastFailure = failure;
        permit();
    }

    /** A connection that counts as a success was given up. */
    public void progressed() {
        backoff.progressed();
    }

    /** The end where a request may not be sent that is not repeatable. */
    public Decision.End notRepeatable() {
        return end(lastFailure, NotRetried.NOT_REPEATABLE);
    }

    /**
     * A stream was lost, or not opened.
     *
     * @param delivered whether the session has delivered an event
     */
    public Decision after(Loss loss, SseRequest sent, long retryMillis, boolean delivered) {
        Failure failure = loss.failure();
        boolean refused = isBusy(failure) || (failure instanceof Failure.ErrorEvent && !delivered);
        if (!(failure instanceof Failure.CustomizerFailed)) { // which sent nothing, and is asked again
            lastFailure = failure;
            mayRepeat = sent.repeatable() || refused || TransportErrors.isUnprocessed(failure);
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
        Backoff.Delay next = backoff.lost(
                failure, loss.cleanly(), loss.progressed(), retryMillis, loss.retryAfter(), most, clock.nanoTime());
        Duration delay = next.delay();
        return delay == null
                ? new Decision.End(Reason.FAILED, next.giveUp(), next.notRetried())
                : new Decision.Retry(delay);
    }

    /** The end where nothing follows: normal if the stream ended so. */
    private static Decision.End end(@Nullable Failure failure, @Nullable NotRetried why) {
        return failure instanceof Failure.StreamEnded
                ? new Decision.End(Reason.SERVER_ENDED, null, null)
                : new Decision.End(Reason.FAILED, failure, why);
    }

    /** Whether the server refused the request unprocessed, so that it may be sent again whatever its method. */
    private static boolean isBusy(Failure failure) {
        return failure instanceof Failure.HttpError refused
                && StatusCodes.isBusy(refused.response().status());
    }

    private boolean policyAllows(boolean delivered) {
        ReconnectPolicy.Mode when = request.reconnect().mode();
        return when == ReconnectPolicy.Mode.ALWAYS || (when == ReconnectPolicy.Mode.BEFORE_FIRST_EVENT && !delivered);
    }
}
