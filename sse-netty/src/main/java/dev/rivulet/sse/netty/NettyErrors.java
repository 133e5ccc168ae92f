package dev.rivulet.sse.netty;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import io.netty.handler.codec.DecoderException;
import io.netty.handler.codec.PrematureChannelClosureException;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http2.Http2Exception;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.SocketException;
import java.nio.channels.ClosedChannelException;
import java.nio.file.Path;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;

/** Which exceptions are reported for Netty's: the JDK's, which the SPI names. */
final class NettyErrors {
    private static final Pattern OPENSSL_REFUSAL = Pattern.compile("ALERT_.*(CERTIFICATE|UNKNOWN_CA|ACCESS_DENIED)");

    private NettyErrors() {}

    /** The end of a connection as an end of file or a reset, what breaks HTTP's rules as that, else the exception itself. */
    static Throwable reported(Throwable cause) {
        Throwable inner = cause.getCause();
        if (cause instanceof DecoderException && inner != null && !(cause instanceof TooLongFrameException)) {
            return reported(inner);
        }
        if (cause instanceof ClosedChannelException || cause instanceof PrematureChannelClosureException) {
            return eof(cause.getMessage() == null ? "the connection ended" : cause.getMessage());
        }
        if (cause instanceof IOException && String.valueOf(cause.getMessage()).contains("reset")) {
            return with(new SocketException("Connection reset"), cause);
        }
        return cause instanceof Http2Exception ? broken(cause) : cause;
    }

    /** A failure of the TLS handshake; one that the end of the connection caused says so in its causes. */
    static Throwable inHandshake(Throwable cause) {
        Throwable reported = reported(cause);
        return reported instanceof SSLException && reported.getCause() instanceof ClosedChannelException
                ? with(new SSLException("the connection ended in the TLS handshake"), eof("in the TLS handshake"))
                : reported;
    }

    /** That the peer broke the rules of HTTP. */
    static Throwable broken(Throwable cause) {
        return cause instanceof PrematureChannelClosureException
                ? reported(cause)
                : with(new ProtocolException(String.valueOf(cause.getMessage())), cause);
    }

    /** Where an exchange failed that has no head yet: TLS 1.3 refuses a client's certificate after the client's handshake. */
    static Phase beforeHead(boolean sent, Throwable cause) {
        boolean isRefusal = cause instanceof SSLHandshakeException
                || cause instanceof SSLException
                        && OPENSSL_REFUSAL
                                .matcher(String.valueOf(cause.getMessage()))
                                .find();
        return isRefusal ? Phase.TLS : sent ? Phase.HEAD : Phase.SEND;
    }

    /** Netty does not say which file is missing, nor that one is. */
    static IOException atSocket(Path socket, Throwable cause) {
        return with(new ConnectException("no connection to the Unix domain socket " + socket + ": " + cause), cause);
    }

    static EOFException eof(String what) {
        return new EOFException(what);
    }

    static SseException headTooLong(int most) {
        return new SseException(new Failure.LimitExceeded("Limits.headBytes", most));
    }

    static SseException notProcessed(String why) {
        return new SseException(new Failure.RequestNotProcessed(new IOException(why)));
    }

    private static <T extends Throwable> T with(T exception, Throwable cause) {
        exception.initCause(cause);
        return exception;
    }
}
