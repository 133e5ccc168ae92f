package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.TransportRequest;

/**
 * Sees what a session sends and receives. It must not block, nor throw. What comes is seen on the transport's thread, one
 * thing after the other; requests and states in the session.
 */
public interface WireTap {
    void sending(int attempt, TransportRequest request);

    void head(ResponseHead head);

    /** The next bytes of the body, at [from, to); the array is only lent. */
    void bytes(byte[] array, int from, int to);

    void end();

    void failed(Phase phase, Throwable cause);

    void state(SessionState state);

    /** Both, one after the other. */
    default WireTap and(WireTap other) {
        return new TwoTaps(this, other);
    }
}
