package dev.rivulet.sse;

import java.time.Duration;
import java.util.Iterator;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.jspecify.annotations.Nullable;

/**
 * A stream to take events from, on the taker's own thread, which also parses them; made for virtual threads. One thread
 * at a time takes; {@link #close()} may be called from any.
 *
 * <p>While nothing is taken, at most two bursts are read ahead, and the server waits. An event is committed when the next
 * one is asked for.
 */
public interface SseStream<T> extends Iterable<T>, AutoCloseable {
    /**
     * Waits for the next event.
     *
     * @return null at the end: closed, 204, the end marker, or a clean end without reconnection
     * @throws SseException if a failure ended the session; every event before it has been returned
     * @throws IllegalStateException if another thread takes at the moment
     * @throws java.util.concurrent.CancellationException if the thread is interrupted, which stays set; the stream is as
     *     before
     */
    @Nullable
    T next();

    /**
     * As {@link #next()}, but waits no longer than {@code atMost}.
     *
     * @throws TimeoutException if no event came by then; the stream is as before, and the event returned last counts as
     *     handled
     */
    @Nullable
    T next(Duration atMost) throws TimeoutException;

    /**
     * The events from here on, as {@link #next()} returns them. All iterators share the one position.
     */
    @Override
    Iterator<T> iterator();

    /**
     * The events from here on as a sequential stream, which waits for each event as {@link #next()} does, and shares its
     * position. Closing it closes the session. With {@code limit(n)} the n-th event is not committed, since no next one is
     * taken; {@link #close()} says how to commit it.
     */
    default Stream<T> stream() {
        int how = Spliterator.ORDERED | Spliterator.NONNULL;
        return StreamSupport.stream(Spliterators.spliteratorUnknownSize(iterator(), how), false)
                .onClose(this::close);
    }

    /** The session that feeds it. */
    SseSession session();

    /**
     * Closes the session. A thread that waits in {@link #next()} gets null. The event returned last is not committed, not
     * even if its taker closes: a {@code try} block closes when its body has thrown, too. To commit it, take the next one
     * first, or use {@code Delivery.manualAcknowledgement()} and acknowledge each event when it is handled.
     */
    @Override
    void close();
}
