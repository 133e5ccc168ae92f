package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.spi.LastEventIdStore;
import org.jspecify.annotations.Nullable;

/** Where the committed id is kept beyond the session, if anywhere. */
final class CommittedId {
    private static final System.Logger LOG = System.getLogger("dev.rivulet.sse");

    private final @Nullable LastEventIdStore store;
    private final Commits commits;
    private boolean opened;

    CommittedId(@Nullable LastEventIdStore store, Commits commits) {
        this.store = store;
        this.commits = commits;
    }

    /** What an earlier session left; null for nothing. From here on the store is this session's. */
    @Nullable
    String load() {
        if (store == null) {
            return null;
        }
        store.open();
        opened = true;
        return store.load();
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
        } catch (Throwable thrown) {
            return new Failure.HandlerFailed(thrown);
        }
    }

    /** The session has ended, and leaves the store to the next one. */
    void close() {
        if (store == null || !opened) {
            return;
        }
        opened = false;
        try {
            store.close();
        } catch (Throwable thrown) {
            LOG.log(System.Logger.Level.WARNING, "the store of the last event ID was not closed", thrown);
        }
    }
}
