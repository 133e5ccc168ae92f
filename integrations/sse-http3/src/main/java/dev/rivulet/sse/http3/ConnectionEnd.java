package dev.rivulet.sse.http3;

import io.netty.handler.codec.quic.QuicChannel;
import java.io.EOFException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** Why a connection ended: by the first cause that is known. On the loop only. */
final class ConnectionEnd {
    private @Nullable Throwable cause;

    void by(Throwable next) {
        cause = cause == null ? next : cause;
    }

    /** @param idleTime ours */
    Throwable cause(QuicChannel quic, Duration idleTime) {
        if (cause != null) {
            return cause;
        }
        return quic.isTimedOut()
                ? Http3Errors.expired(KeepAlive.idleTime(quic, idleTime))
                : new EOFException("the QUIC connection ended");
    }
}
