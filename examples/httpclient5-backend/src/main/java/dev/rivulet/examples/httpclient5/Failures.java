package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.http.Phase;
import java.io.EOFException;
import java.net.ProtocolException;
import javax.net.ssl.SSLException;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MalformedChunkCodingException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.TruncatedChunkException;

/** What the library throws, in the terms of {@link Phase} and of {@code Receiver.failed}: fail-5, head-8, end-4. */
final class Failures {
    private Failures() {}

    /** A broken rule of HTTP without the library's message, which quotes header values. */
    static Exception cause(Phase reached, Exception cause) {
        if (reached == Phase.TLS && isEnd(cause)) {
            var end = new EOFException("the connection ended within the TLS handshake");
            end.initCause(cause);
            return end;
        } else if (cause instanceof TruncatedChunkException) {
            return cause;
        } else if (cause instanceof HttpException
                || cause instanceof MalformedChunkCodingException
                || cause instanceof MessageConstraintException) {
            return new ProtocolException(
                    "not HTTP as it has to be: " + cause.getClass().getSimpleName());
        }
        return cause;
    }

    /** fail-5: the library has one message for an end of file, and no class. */
    private static boolean isEnd(Exception cause) {
        return cause instanceof ConnectionClosedException
                || cause instanceof SSLException && "TLS handshake failed".equals(cause.getMessage());
    }
}
