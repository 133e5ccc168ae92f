package dev.rivulet.sse.http3;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import io.netty.handler.codec.http3.Http3ErrorCode;
import io.netty.handler.codec.http3.Http3Exception;
import io.netty.handler.codec.quic.QuicClosedChannelException;
import io.netty.handler.codec.quic.QuicConnectionCloseEvent;
import io.netty.handler.codec.quic.QuicTransportError;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.PortUnreachableException;
import java.net.ProtocolException;
import java.security.cert.CertificateException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Which exceptions are reported for Netty's: the JDK's, which the SPI names. */
final class Http3Errors {
    private static final int NO_APPLICATION_PROTOCOL = 120; // RFC 7301, 3.2

    private Http3Errors() {}

    /** @param certificate why the server's was refused */
    static Dial.Refusal inHandshake(Throwable cause, @Nullable CertificateException certificate) {
        if (certificate != null) {
            return new Dial.Refusal(Phase.TLS, with(new SSLHandshakeException(certificate.getMessage()), certificate));
        }
        if (cause instanceof SSLException) {
            return new Dial.Refusal(Phase.TLS, cause);
        }
        if (cause instanceof QuicClosedChannelException closed && closed.event() != null) {
            return refusedBy(closed.event());
        }
        if (cause instanceof PortUnreachableException || cause instanceof ConnectException) {
            return new Dial.Refusal(Phase.CONNECT, with(new ConnectException("no QUIC server listens there"), cause));
        }
        return new Dial.Refusal(
                Phase.CONNECT,
                cause instanceof IOException
                        ? cause
                        : with(new ConnectException("no QUIC connection: " + cause), cause));
    }

    private static Dial.Refusal refusedBy(QuicConnectionCloseEvent close) {
        if (!close.isTlsError()) {
            return new Dial.Refusal(Phase.CONNECT, new ConnectException("the server " + text(close)));
        }
        int alert = QuicConnectionCloseEvent.extractTlsError(close.error());
        return new Dial.Refusal(
                Phase.TLS,
                new SSLHandshakeException(
                        alert == NO_APPLICATION_PROTOCOL
                                ? "the server speaks QUIC, but not HTTP/3"
                                : "the server refused the handshake with TLS alert " + alert));
    }

    /** The server closed the connection. */
    static Throwable closedBy(QuicConnectionCloseEvent close) {
        String what = "the server " + text(close);
        return close.isApplicationClose() && close.error() == Http3ErrorCode.H3_NO_ERROR.code()
                ? new EOFException(what)
                : new IOException(what);
    }

    private static String text(QuicConnectionCloseEvent close) {
        String code = close.isApplicationClose()
                ? name(close.error())
                : String.valueOf(QuicTransportError.valueOf(close.error()));
        return "closed the QUIC connection: " + code;
    }

    /** As RFC 9114, 8.1, has it, or the number. */
    static String name(long code) {
        for (Http3ErrorCode each : Http3ErrorCode.values()) {
            if (each.code() == code) {
                return each.name();
            }
        }
        return "0x" + Long.toHexString(code);
    }

    /** What breaks HTTP's rules as that, else the exception itself. */
    static Throwable reported(Throwable cause) {
        Throwable inner = cause.getCause();
        Throwable broken = cause instanceof Http3Exception ? cause : inner instanceof Http3Exception ? inner : null;
        if (broken != null) {
            return with(new ProtocolException(String.valueOf(broken.getMessage())), broken);
        }
        return cause instanceof IOException ? cause : with(new IOException(String.valueOf(cause.getMessage())), cause);
    }

    static SseException headTooLong(int most) {
        return new SseException(new Failure.LimitExceeded("Limits.headBytes", most));
    }

    static SseException notProcessed(String why) {
        return new SseException(new Failure.RequestNotProcessed(new IOException(why)));
    }

    static SseException expired(Duration idle) {
        return new SseException(new Failure.ConnectionExpired(idle));
    }

    private static <T extends Throwable> T with(T exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }
}
