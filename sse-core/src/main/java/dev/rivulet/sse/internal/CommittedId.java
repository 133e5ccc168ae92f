package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.spi.LastEventIdStore;
import org.jspecify.annotations.Nullable;

/** Where the committed id is kept beyond the session, if anywhere. */
final class CommittedId {
    private final @Nullable LastEventIdStore store;
    private final Commits commits;

    CommittedId(@Nullable LastEventIdStore store, Commits commits) {
        this.store = store;
        this.commits = commits;
    }

    /** What an earlier session left; null for nothing. */
    @Nullable
    String load() {
        return store == null ? null : store.load();
    }

    /** Saves it if it moved. What a store throws ends the session. */
    @Nullable
    Failure save() {
        if (store == null || !commits.takeMoved()) {
            return null;
        }
        try {
            store.save(commits.lastEventId());
            return null;
        } catch (RuntimeException | Error thrown) {
            return new Failure.HandlerFailed(thrown);
        }
    }
}
