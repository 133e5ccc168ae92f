package dev.rivulet.sse.internal.events;

import dev.rivulet.sse.Failure;
import org.jspecify.annotations.Nullable;

/** What one connection has brought so far. Confined to the session. */
public final class StreamProgress {
    final long ignoredBefore;
    long events;
    boolean progressed;
    boolean complete;

    @Nullable
    Failure failure;

    /** @param ignoredBefore how many lines earlier connections brought that were ignored */
    StreamProgress(long ignoredBefore) {
        this.ignoredBefore = ignoredBefore;
    }

    /** How many events, duplicates included. */
    public long events() {
        return events;
    }

    /** Whether it brought an event that is not a duplicate, or an id without one. */
    public boolean hasProgressed() {
        return progressed;
    }

    /** Whether the end marker has come, or the end rule has said that all is there. */
    public boolean isComplete() {
        return complete;
    }

    /** Why the stream cannot continue; null if it can. */
    public @Nullable Failure failure() {
        return failure;
    }
}
