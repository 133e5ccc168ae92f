package dev.rivulet.sse.internal.connection;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.HandlerFailed.Handler;
import dev.rivulet.sse.ResponseRules.Verdict;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.HandlerException;
import dev.rivulet.sse.internal.StatusCodes;
import dev.rivulet.sse.internal.recovery.Recovery.Loss;
import dev.rivulet.sse.internal.recovery.RetryAfter;
import dev.rivulet.sse.internal.request.NextRequest;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Scheduler;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Judges responses, and reads the body of those that are not accepted. Confined to the session. */
final class ResponseGate {
    private final NextRequest request;
    private final Scheduler scheduler;
    private final BufferPool pool;
    private final boolean hasCustomizer;
    private @Nullable ErrorResponse refused; // whose body is read
    private boolean retriedUnauthorized;

    ResponseGate(NextRequest request, Scheduler scheduler, BufferPool pool, boolean hasCustomizer) {
        this.request = request;
        this.scheduler = scheduler;
        this.pool = pool;
        this.hasCustomizer = hasCustomizer;
    }

    /** @param wasOpen whether the session's stream has been open before */
    Verdict judge(ResponseHead head, boolean wasOpen) {
        try {
            return requireNonNull(
                    request.using().responseRules().judge(head, request.sentId() != null, wasOpen), "the verdict");
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.RESPONSE_RULES, thrown);
        }
    }

    /**
     * A response was accepted.
     *
     * @param gap the time since the stream was lost; null the first time
     */
    SessionState.Open opened(ResponseHead head, int attempt, @Nullable Duration gap) {
        retriedUnauthorized = false;
        return new SessionState.Open(
                head.status(), head.headers(), request.target().uri(), head.protocol(), attempt, request.sentId(), gap);
    }

    /** The failure of a response after which a customizer is asked once more at once; null where that is not so. */
    @Nullable
    Failure unauthorized(ResponseHead head) {
        if (!StatusCodes.isUnauthorized(head.status()) || !hasCustomizer || retriedUnauthorized) {
            return null;
        }
        retriedUnauthorized = true;
        return new ErrorResponse(head, request.target().uri(), null, r -> new Failure.HttpError(r, true)).failure();
    }

    /** A response is not accepted: its body is read for the failure. */
    void refuse(ResponseHead head, boolean retried) {
        refused = new ErrorResponse(
                head, request.target().uri(), retryAfter(head), ErrorResponses.of(head, request.sentId(), retried));
    }

    private @Nullable Duration retryAfter(ResponseHead head) {
        Duration asked;
        try {
            asked = request.using().retryAfter().apply(head);
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.RETRY_AFTER, thrown);
        }
        return asked == null
                ? RetryAfter.of(head.headers(), scheduler.now())
                : asked.isNegative() ? Duration.ZERO : asked;
    }

    /** Whether the body under way is that of a response that was not accepted. */
    boolean isRefusing() {
        return refused != null;
    }

    /** Takes a pooled array over, with the next bytes of that body. Returns whether enough of it has come. */
    boolean add(byte[] array, int from, int to) {
        ErrorResponse response = refused;
        if (response != null) {
            response.add(array, from, to);
        }
        pool.release(array);
        return response != null && response.isFull();
    }

    /** The wait for that body is over: the connection is lost. Null if there is no such body. */
    @Nullable
    Next refused() {
        ErrorResponse response = refused;
        refused = null;
        return response == null
                ? null
                : new Next.Lost(new Loss(response.failure(), false, false, response.retryAfter()));
    }

    /** The connection is gone. */
    void disconnect() {
        refused = null;
    }
}
