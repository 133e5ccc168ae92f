package dev.rivulet.sse;

import java.util.concurrent.CompletionStage;
import org.jspecify.annotations.Nullable;

/**
 * Makes the request of each attempt: fetches a fresh token, puts the cursor into the query, or follows a POST by a GET.
 * Called on the session's thread, where it must not block; the stage may complete on any.
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
     * @param lastFailure why the last attempt failed; null for the first
     * @return the request to send; failing it counts as {@link Failure.HandlerFailed}
     */
    CompletionStage<SseRequest> customize(
            SseRequest original, int attempt, String lastEventId, @Nullable Failure lastFailure);
}
