package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.spi.Phase;
import java.io.EOFException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;

/** Which faults of a connection pass by themselves. */
final class Faults {
    private Faults() {}

    static Failure disconnected(Phase phase, Throwable cause) {
        boolean retryable = switch (phase) {
            case RESOLVE, CONNECT, PROXY, HEAD, BODY -> true;
            case TLS -> isCut(cause);
            case SEND -> !(cause instanceof IllegalArgumentException);
        };
        return new Failure.Disconnected(phase, cause, retryable);
    }

    /** Whether nothing of the request has left the machine for the origin. */
    static boolean isBeforeSend(Failure failure) {
        return failure instanceof Failure.Disconnected disconnected
                && switch (disconnected.phase()) {
                    case RESOLVE, CONNECT, PROXY, TLS -> true;
                    case SEND, HEAD, BODY -> false;
                };
    }

    /** End of file or a reset in a handshake passes; a wrong certificate, name or protocol does not. */
    private static boolean isCut(Throwable cause) {
        int depth = 0;
        for (Throwable at = cause; at != null && depth < 20; at = at.getCause(), depth++) {
            if (at instanceof EOFException
                    || at instanceof SocketException
                    || at instanceof SocketTimeoutException
                    || at instanceof ClosedChannelException) {
                return true;
            }
        }
        return false;
    }
}
