package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the committed last event ID of one stream, so that a new session resumes where an earlier one stopped. A session
 * opens the store, loads the id once, saves it after events have been handled, and closes the store when it has ended;
 * all on the threads that handle its events. An exception closes the session as the handler's failure.
 *
 * <p>A session delivers at least once across processes: the id is saved after the handler has returned, and at most once
 * per burst. For exactly once, save {@link SseEvent#id()} in the transaction that handles the event, not by a store later, and
 * pass the last one to {@link SseRequest#lastEventId(String)}. If the server may repeat the last event, save
 * {@link EventView#contentHash()} too and pass both to {@link SseRequest#lastEventId(String, long)}, or make ids unique in the
 * database and ignore the conflict.
 */
public interface LastEventIdStore {
    /**
     * A session begins to use the store. Does nothing by default.
     *
     * @throws RuntimeException if another session uses it; this session then ends
     */
    default void open() {}

    /** The id that was saved last; "" where the server has reset it, null where there is none. */
    @Nullable
    String load();

    /**
     * Saves the committed id. After {@link #close} too, where an event is acknowledged later; then the session loads the id
     * first, and does not save where a later session has saved another.
     */
    void save(String lastEventId);

    /**
     * The session that opened the store has ended. Does nothing by default; a store that wraps another one calls its
     * {@code open} and {@code close} too.
     */
    default void close() {}

    /**
     * A store in a file, whose directory exists: the id as one line of UTF-8. It survives the process's end, also a
     * {@code kill -9}, and the machine's: a new id is forced to the disk before it takes the old one's place. A session
     * saves at most once for each burst that it has handled; {@code Batching} makes that rarer.
     *
     * <p>The file is for one session at a time, in this process and in others: {@code open} fails while another session
     * uses it. For that there is a lock in a file beside it, with {@code .lock} after its name, which stays there.
     *
     * <p>A new file can be read by its owner only (0600); an existing one keeps its permissions and group, and its owner
     * if the process may set it. If the path is a symbolic link, the file that it leads to is replaced.
     *
     * @throws IllegalArgumentException if the path cannot be a file's
     */
    static LastEventIdStore file(Path file) {
        return new FileLastEventIdStore(requireNonNull(file, "file"));
    }

    /** A store in memory, to hand from one session to the next. */
    static LastEventIdStore inMemory() {
        AtomicReference<@Nullable String> id = new AtomicReference<>();
        return new LastEventIdStore() {
            @Override
            public @Nullable String load() {
                return id.get();
            }

            @Override
            public void save(String lastEventId) {
                id.set(lastEventId);
            }
        };
    }
}
