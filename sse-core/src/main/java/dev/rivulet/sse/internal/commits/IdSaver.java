package dev.rivulet.sse.internal.commits;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.HandlerFailed.Handler;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.internal.HandlerException;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Where the committed id is kept beyond the session, if anywhere. */
public final class IdSaver {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    private final @Nullable LastEventIdStore store;
    private final Commits commits;
    private boolean opened;
    private boolean left; // to the next session
    private @Nullable String found; // in the store, at the start
    private @Nullable String saved; // last

    public IdSaver(@Nullable LastEventIdStore store, Commits commits) {
        this.store = store;
        this.commits = commits;
    }

    /** What an earlier session left; null for nothing. From here on the store is this session's. */
    public @Nullable String load() {
        if (store == null) {
            return null;
        }
        try {
            store.open();
            opened = true;
            found = store.load();
        } catch (Throwable thrown) {
            throw new HandlerException(Handler.LAST_EVENT_ID_STORE, thrown);
        }
        saved = found;
        return found;
    }

    /** Saves it if it moved. What a store throws ends the session. */
    public @Nullable Failure save() {
        if (store == null || !commits.takeMoved()) {
            return null;
        }
        try {
            save(store, commits.lastEventId());
            return null;
        } catch (Throwable thrown) {
            return new Failure.HandlerFailed(Handler.LAST_EVENT_ID_STORE, thrown);
        }
    }

    /** After the end only as long as no later session has saved: an id of this one would put it back. */
    private void save(LastEventIdStore to, String id) {
        if (left && isAnothers(to.load())) {
            LOG.log(Level.DEBUG, "an id acknowledged after the end is not saved: the store has a later one");
            return;
        }
        to.save(id);
        saved = id;
    }

    /** A store that only saves still returns what it returned at the start. */
    private boolean isAnothers(@Nullable String id) {
        return !Objects.equals(id, saved) && !Objects.equals(id, found);
    }

    /** The session has ended, and leaves the store to the next one. */
    public void close() {
        if (store == null || !opened) {
            return;
        }
        opened = false;
        left = true;
        try {
            store.close();
        } catch (Throwable thrown) {
            LOG.log(Level.WARNING, "the store of the last event ID was not closed", thrown);
        }
    }
}
