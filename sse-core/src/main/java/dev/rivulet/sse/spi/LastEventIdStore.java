package dev.rivulet.sse.spi;

import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the committed last event ID of one stream, so that a new session goes on where an earlier one was. A session
 * loads it once and saves it after events have been handled, on the thread that handles them; what is thrown closes the
 * session as the handler's failure.
 */
public interface LastEventIdStore {
    /** The id that was saved last; "" where the server has reset it, null where there is none. */
    @Nullable
    String load();

    /** Saves the committed id. */
    void save(String lastEventId);

    /**
     * A store in a file, whose directory exists: the id as one line of UTF-8. It survives the process's end, also a
     * {@code kill -9}, and the machine's: a new id is forced to the disk before it takes the old one's place. A session
     * saves at most once for each burst that it has handled; {@code Batching} makes that rarer. The file, and one beside it
     * with {@code .next} behind its name, are for one session at a time.
     *
     * @throws IllegalArgumentException if the path cannot be a file's
     */
    static LastEventIdStore file(Path file) {
        return new FileLastEventIdStore(file);
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
