package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import java.io.EOFException;
import java.io.IOException;
import java.net.ConnectException;
import java.net.ProtocolException;
import java.net.Proxy;
import java.net.ProxySelector;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import java.util.Set;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/** Reads from the JDK's exceptions how far an exchange had come. */
final class JdkErrors {
    /** What the JDK says, and gives no cause with, where the connection ends within the TLS handshake. */
    private static final Set<String> CUT =
            Set.of("Remote host terminated the handshake", "Remote host closed the channel");

    /** What it says, by its release, where a server refuses a stream or goes away. */
    private static final Set<String> NOT_PROCESSED =
            Set.of("Received RST_STREAM: Stream not processed", "request not processed by peer");

    private static final String FULL = "too many concurrent streams";

    /** What it says of a broken chunk, whatever follows. */
    private static final Pattern CHUNK = Pattern.compile(
            "Illegal character in chunk size|invalid chunk header|Chunk header size too long",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern HEADER_VALUE = Pattern.compile("Invalid header value \"([^:\"]*):");

    private static final Pattern TUNNEL = Pattern.compile("Tunnel failed, got: ([0-9]{3})");

    private JdkErrors() {}

    /** The phase of a failure that came before the response's head. */
    static Phase phase(Throwable cause, HttpClient client, URI uri, boolean bodySent) {
        if (has(cause, UnresolvedAddressException.class) || has(cause, UnknownHostException.class)) {
            return Phase.RESOLVE;
        }
        if (has(cause, SSLException.class)) {
            return Phase.TLS;
        }
        if (cause instanceof ConnectException || cause instanceof HttpConnectTimeoutException) {
            return isProxied(client, uri) ? Phase.PROXY : Phase.CONNECT;
        }
        if (refusedBy(cause) > 0) {
            return Phase.PROXY;
        }
        return bodySent ? Phase.HEAD : Phase.SEND;
    }

    /** The status with which a proxy refused the tunnel, as the JDK's message has it; 0 for none. */
    private static int refusedBy(Throwable cause) {
        String message = cause.getMessage();
        Matcher tunnel = TUNNEL.matcher(message == null ? "" : message);
        return tunnel.lookingAt() ? Integer.parseInt(tunnel.group(1)) : 0;
    }

    /** Whether the connection has as many streams as the server allows, so that nothing was sent. */
    static boolean isFull(@Nullable Throwable cause) {
        return cause != null && (FULL.equals(cause.getMessage()) || isFull(cause.getCause()));
    }

    /** What is reported. */
    static SseException full(Throwable cause, String why) {
        String message = "its HTTP/2 connection has as many streams as it allows, and " + why;
        return new SseException(new Failure.RequestNotProcessed(new IOException(message, cause)));
    }

    /** A body's fault, with a broken chunk reported as what it is: a breach of the protocol. */
    static Throwable inBody(Throwable cause) {
        String message = cause.getMessage();
        if (message == null || !CHUNK.matcher(message).lookingAt()) {
            return cause;
        }
        var broken = new ProtocolException("broken chunk: " + message);
        broken.initCause(cause);
        return broken;
    }

    /** What is reported of a failure in this phase: of a proxy's refusal the status, of a header not its value. */
    static Throwable reported(Phase phase, Throwable cause, URI uri) {
        int status = refusedBy(cause);
        if (status != 0) {
            return new SseException(new Failure.ProxyFailed(status, cause, status >= 500));
        }
        if (phase == Phase.CONNECT) {
            return Addresses.explained(cause, uri);
        }
        String message = cause.getMessage() == null ? "" : cause.getMessage();
        if (NOT_PROCESSED.contains(message)) {
            return new SseException(new Failure.RequestNotProcessed(cause));
        }
        Matcher value = HEADER_VALUE.matcher(message);
        return value.lookingAt() ? new ProtocolException("invalid value of the header " + value.group(1)) : cause;
    }

    /** The exception itself, with an end of file in the TLS handshake reported as one. */
    static Throwable cause(Throwable wrapped) {
        Throwable inner = wrapped.getCause();
        if ((wrapped instanceof CompletionException || wrapped instanceof ExecutionException) && inner != null) {
            return cause(inner);
        }
        String message = wrapped.getMessage();
        if (wrapped instanceof SSLHandshakeException && inner == null && message != null && CUT.contains(message)) {
            var cut = new SSLHandshakeException(message);
            cut.initCause(new EOFException("end of file in the TLS handshake"));
            return cut;
        }
        return wrapped;
    }

    private static boolean has(@Nullable Throwable cause, Class<? extends Throwable> type) {
        return cause != null && (type.isInstance(cause) || has(cause.getCause(), type));
    }

    private static boolean isProxied(HttpClient client, URI uri) {
        ProxySelector selector = client.proxy().orElseGet(ProxySelector::getDefault);
        return selector != null
                && selector.select(uri).stream()
                        .findFirst()
                        .filter(p -> p.type() == Proxy.Type.HTTP)
                        .isPresent();
    }
}
