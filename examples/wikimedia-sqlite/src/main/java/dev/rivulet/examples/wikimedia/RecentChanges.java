package dev.rivulet.examples.wikimedia;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Dedup;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;

/** The request for Wikimedia's recent changes. */
final class RecentChanges {
    static final URI WIKIMEDIA = URI.create("https://stream.wikimedia.org/v2/stream/recentchange");

    /** How much is received again after each loss: more than events of a topic are out of order. */
    private static final Duration OVERLAP = Duration.ofSeconds(10);

    private RecentChanges() {}

    /**
     * Resumes where the store says.
     *
     * @param contact an address where Wikimedia reaches you: its User-Agent policy asks for one
     */
    static SseRequest from(URI uri, String contact, LastEventIdStore store) {
        return SseRequest.get(uri)
                .name("recentchange")
                .header("User-Agent", "rivulet-wikimedia-sqlite/0.1 (" + contact + ") rivulet")
                .lastEventIdStore(store)
                // We send a Last-Event-ID that is earlier than the one received.
                .sendLastEventId(false)
                .customizer((request, attempt, lastEventId, failure) ->
                        CompletableFuture.completedFuture(earlier(request, lastEventId)))
                // An event has another ID on each connection: the database recognises it, by its meta.id.
                .dedup(Dedup.defaults().mode(Dedup.Mode.OFF));
    }

    private static SseRequest earlier(SseRequest request, String lastEventId) {
        return lastEventId.isEmpty()
                ? request
                : request.header("Last-Event-ID", Positions.earlier(lastEventId, OVERLAP));
    }
}
