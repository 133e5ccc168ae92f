package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.internal.threads.BlockingCall;
import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes the request of each attempt: fetches a fresh token, puts the last event ID into the query, or follows a POST by a
 * GET. Called on the session's thread, where it must not block; the stage may complete on any thread. For one that blocks,
 * or just returns a request, see {@link #blocking}.
 *
 * <p>If it throws, returns null, or its stage fails or gives null, the attempt has failed ({@link
 * Failure.CustomizerFailed}), and is retried with back-off as the {@code ReconnectPolicy} says. The same holds if the
 * stage does not complete within {@code Timeouts.responseHead}. A stage that is no longer waited for is not cancelled,
 * since several sessions may share it, and its result is ignored. To end the session, fail with
 * {@code new SseException(new Failure.CustomizerFailed(cause, false))}.
 *
 * <p>If the server answers 401, it is called once more at once, whatever the {@code ReconnectPolicy} says, since it may have
 * fresh credentials; the request is then sent again, also one that is not repeatable.
 */
@FunctionalInterface
public interface RequestCustomizer {
    /**
     * Makes the request of an attempt.
     *
     * @param original the request that the session was made with
     * @param attempt from 1
     * @param lastEventId the received id, empty if there is none; it is sent as Last-Event-ID unless the request made
     *     says {@link SseRequest#sendLastEventId sendLastEventId(false)}
     * @param lastFailure why the last attempt that had a request failed; null for the first. Failures of the customizer
     *     itself are not reported to it
     * @return the request to send
     */
    CompletionStage<SseRequest> customize(
            SseRequest original, int attempt, String lastEventId, @Nullable Failure lastFailure);

    /** A customizer that returns the request instead of a stage of it, and may block. */
    @FunctionalInterface
    interface Blocking {
        /** As {@link RequestCustomizer#customize}, on a thread of its own. */
        SseRequest customize(SseRequest original, int attempt, String lastEventId, @Nullable Failure lastFailure)
                throws Exception;
    }

    /**
     * Runs a customizer on a thread of its own (a virtual thread from Java 21 on), where it may block. The thread is
     * interrupted if the attempt no longer waits: after {@code Timeouts.responseHead}, or when the session is closed.
     *
     * <pre>{@code request.customizer(RequestCustomizer.blocking((r, attempt, id, failure) -> r.bearer(fetchToken())))}</pre>
     */
    static RequestCustomizer blocking(Blocking customizer) {
        requireNonNull(customizer, "customizer");
        return (original, attempt, lastEventId, lastFailure) ->
                BlockingCall.of(() -> customizer.customize(original, attempt, lastEventId, lastFailure));
    }
}
