package dev.rivulet.sse.spi;

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
