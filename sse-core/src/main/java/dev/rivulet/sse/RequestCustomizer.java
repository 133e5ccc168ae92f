package dev.rivulet.sse;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes the request of each attempt: fetches a fresh token, puts the cursor into the query, or follows a POST by a GET.
 * Called on the session's thread, where it must not block; the stage may complete on any.
 *
 * <p>If it throws, returns null, or its stage fails or gives null, the attempt has failed ({@link
 * Failure.CustomizerFailed}), and is retried with back-off as the {@code ReconnectPolicy} says. The same holds if the
 * stage does not complete within {@code Timeouts.responseHead}. A stage that is no longer waited for is not cancelled,
 * since several sessions may share it, and its result is ignored. To end the session, fail with
 * {@code new SseException(new Failure.CustomizerFailed(cause, false))}.
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
}
