package dev.rivulet.sse;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * Watches one session. Its methods are called one after the other, on the thread that the request's {@code Delivery} names
 * and between two calls of the handlers, without a lock: they must not block. While a handler is busy they wait.
 *
 * <p>What one throws is logged once, and never harms the session.
 */
public interface SessionObserver {
    /** What {@link #enter} has made current; closed on the same thread. */
    @FunctionalInterface
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    /**
     * The session begins to work on this thread: makes something current for all that it calls until the scope is closed,
     * handlers and decoders included. Called once for much work, not for each event. The elements of an {@link SseStream} are
     * handled by the caller, where nothing of this holds. {@link SseSession#reconnect()} does nothing here and in the scope's
     * {@code close()}, which each would be followed by another call.
     *
     * @return null for nothing
     */
    default @Nullable Scope enter() {
        return null;
    }

    /**
     * A request is about to be sent: the first of an attempt, or one that follows a redirect.
     *
     * @param attempt from 1
     * @param uri where it goes, with its query, which may be secret
     * @param headers with the Last-Event-ID
     * @return headers to send too, in place of those of the same name. What no header can be is left out, and logged
     */
    default Headers sending(int attempt, String method, URI uri, Headers headers) {
        return Headers.none();
    }

    /** The head of a response has come, also of a redirect, and of one that is not accepted. */
    default void head(ResponseHead head) {}

    /**
     * A state is entered, before the subscriber is called: an attempt begins ({@link SessionState.Connecting}), the stream
     * is open, with the gap since it was lost ({@link SessionState.Open}), it was lost and is tried again
     * ({@link SessionState.BackingOff}), or the session ends ({@link SessionState.Closed}), which is the last call but
     * {@link #counted}.
     */
    default void state(SessionState state) {}

    /** As {@link SseSubscriber#onWarning}. */
    default void warning(Failure failure) {}

    /**
     * The session's first event has been parsed.
     *
     * @param sinceStart since the session began
     */
    default void firstEvent(Duration sinceStart) {}

    /** Whether {@link #burst} is to be called. Asked once, before the session starts. */
    default boolean watchesBursts() {
        return false;
    }

    /**
     * A burst has been handed over: what one read of the connection brought, many events of a fast stream, one of a slow
     * one. Called only if {@link #watchesBursts()}.
     *
     * @param events parsed, duplicates included
     * @param bytes received, before decompression
     * @param nanoTime when its last bytes came, by {@code Scheduler.nanoTime}
     */
    default void burst(long events, long bytes, long nanoTime) {}

    /** How often {@link #counted} is called while the session lasts; zero, the default, only at its end. Asked once. */
    default Duration interval() {
        return Duration.ZERO;
    }

    /** What has been counted so far: each {@link #interval()}, and as the last call of all, after the end. */
    default void counted(SessionMetrics metrics) {}
}
