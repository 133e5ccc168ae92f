package dev.rivulet.sse.policy;

import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/**
 * Which thread parses a stream and calls the handler. One at a time in any case. {@code SseStream} always parses on the
 * thread that takes from it.
 *
 * @param executor null for the session's own default
 */
public record Delivery(Mode mode, @Nullable Executor executor) {
    /** The kind of thread. */
    public enum Mode {
        /** A serial executor: bytes cross threads, events do not. */
        EXECUTOR,
        /** The transport's own thread. */
        INLINE
    }

    private static final Delivery DEFAULTS = new Delivery(Mode.EXECUTOR, null);
    private static final Delivery INLINE = new Delivery(Mode.INLINE, null);

    /** A virtual thread where the JVM has them (21), else a shared pool of daemon threads. The handler may block. */
    public static Delivery defaults() {
        return DEFAULTS;
    }

    /** The transport's thread: for handlers that never block, and relays. */
    public static Delivery inline() {
        return INLINE;
    }

    /** The given executor, on which each session is serial. A rejection closes the session. */
    public static Delivery on(Executor executor) {
        return new Delivery(Mode.EXECUTOR, executor);
    }
}
