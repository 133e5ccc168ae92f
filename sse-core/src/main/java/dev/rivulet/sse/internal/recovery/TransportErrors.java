package dev.rivulet.sse.internal.recovery;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import java.io.EOFException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.channels.ClosedChannelException;

/** Which failure a fault of a connection is, and whether another attempt may succeed. */
public final class TransportErrors {
    private TransportErrors() {}

    /** What a transport reported; it may have named the failure itself. */
    public static Failure of(Phase phase, Throwable cause) {
        if (cause instanceof SseException named) {
            return named.failure();
        }
        return switch (phase) {
            case RESOLVE, CONNECT -> new Failure.ConnectionFailed(phase, cause, true);
            case PROXY -> new Failure.ProxyFailed(0, cause, true);
            case TLS -> new Failure.TlsFailed(cause, isCut(cause));
            case SEND -> new Failure.ConnectionFailed(phase, cause, !(cause instanceof IllegalArgumentException));
            case HEAD, BODY ->
                cause instanceof ProtocolException
                        ? new Failure.ProtocolError(phase, cause)
                        : new Failure.ConnectionFailed(phase, cause, true);
        };
    }

    /** What was thrown inside a session, but not by the application's code. */
    public static Failure inside(Throwable thrown) {
        return thrown instanceof OutOfMemoryError
                ? new Failure.OutOfMemory(thrown)
                : new Failure.UnexpectedError(thrown);
    }

    /** Whether nothing of the request has left the machine for the origin, or it says that it did nothing with it. */
    static boolean isUnprocessed(Failure failure) {
        return failure instanceof Failure.RequestNotProcessed
                || failure instanceof Failure.TlsFailed
                || failure instanceof Failure.ProxyFailed
                || (failure instanceof Failure.ConnectionFailed disconnected
                        && (disconnected.phase() == Phase.RESOLVE || disconnected.phase() == Phase.CONNECT));
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
