package dev.rivulet.sse;

import org.jspecify.annotations.Nullable;

/**
 * Turns an event into what the handler gets: JSON, a filter, routing by type, or nothing but bytes. Called on the thread
 * that delivers, one event at a time.
 */
@FunctionalInterface
public interface EventDecoder<T> {
    /**
     * Decodes an event.
     *
     * @param view valid during this call only
     * @return null to skip the event, which counts as handled
     * @throws Exception closes the session with {@link Failure.HandlerFailed}; the event is not committed
     */
    @Nullable
    T decode(EventView view) throws Exception;
}
