package dev.rivulet.sse.internal.session;

import dev.rivulet.sse.SseSession;

/** Learns that a session ends. */
interface EndListener {
    /** Just before {@link SseSession#closed()} completes. */
    void ending();

    /** It has completed. */
    void ended();
}
