package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say where a stream begins, when it ends, and what happens when it is lost. */
final class ResumeOptions {
    @Option(names = "--last-event-id", paramLabel = "ID", description = "resume after this event")
    private @Nullable String lastEventId;

    @Option(
            names = "--cursor",
            paramLabel = "FILE",
            description = "keep the last event ID in this file, and resume after the one that is there; it survives"
                    + " kill -9")
    private @Nullable String cursor;

    @Option(
            names = "--end-marker",
            paramLabel = "DATA",
            description = "the data of the event that ends the stream, such as [DONE]; an end without it is a failure")
    private @Nullable String endMarker;

    @Option(names = "--no-reconnect", description = "end when the connection ends")
    private boolean noReconnect;

    @Option(
            names = "--max-attempts",
            paramLabel = "N",
            description =
                    "end with a failure after this many failed attempts in a row, the first included; 0: no limit")
    private @Nullable Integer maxAttempts;

    SseRequest applyTo(SseRequest request, Display display) {
        SseRequest with = request.lastEventId(lastEventId);
        if (cursor != null) {
            with = with.lastEventIdStore(CursorFile.of(cursor, display));
        }
        if (endMarker != null) {
            with = with.endMarker(endMarker);
        }
        return with.reconnect(policy(with.reconnect()));
    }

    /** Whether the user has said how often to try; otherwise an address that never answered is given up. */
    boolean boundsAttempts() {
        return maxAttempts != null;
    }

    private ReconnectPolicy policy(ReconnectPolicy policy) {
        if (maxAttempts == null) {
            return noReconnect ? ReconnectPolicy.never() : policy;
        }
        if (noReconnect) {
            throw CommandFailure.badUsage("--no-reconnect and --max-attempts exclude each other");
        }
        if (maxAttempts < 0) {
            throw CommandFailure.badUsage("--max-attempts must be at least 0: " + maxAttempts);
        }
        return policy.maxAttempts(maxAttempts);
    }
}
