package dev.rivulet.sse.cli.doctor;

import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Makes a QUIC connection for HTTP/3 and sends no request. */
@FunctionalInterface
public interface QuicDial {
    /** To the host and the port of this URI; waits for it, and for no longer than this. */
    Reach to(URI uri, Duration atMost) throws InterruptedException;

    /**
     * What came of it.
     *
     * @param nanos how long it took
     * @param failure why there is no connection; null if there is one
     */
    record Reach(long nanos, @Nullable String failure) {}
}
