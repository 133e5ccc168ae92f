package dev.rivulet.sse.internal.mailbox;

import org.jspecify.annotations.Nullable;

/**
 * Something that happened, which waits for its turn in a {@link Mailbox}.
 *
 * @param <N> what follows from it
 */
@FunctionalInterface
public interface Input<N> {
    /** Applies it. Returns what follows; null for nothing. */
    @Nullable
    N apply();

    /** Whether it may deliver events, so that it has to wait until there is room for one. */
    default boolean delivers() {
        return false;
    }

    /** Called instead of {@link #apply} when the session has ended: releases what it holds. */
    default void afterEnd() {}
}
