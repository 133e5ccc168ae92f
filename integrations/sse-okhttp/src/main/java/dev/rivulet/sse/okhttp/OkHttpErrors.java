package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import java.io.EOFException;
import java.io.IOException;
import java.net.ProtocolException;
import java.net.UnknownServiceException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What OkHttp throws, in the terms of {@link dev.rivulet.sse.spi.Receiver#failed}. */
final class OkHttpErrors {
    private static final Pattern TUNNEL = Pattern.compile("Unexpected response code for CONNECT: ([0-9]{3})");
    private static final String UNNAMED_TO_PROXY = "Failed to authenticate with proxy";
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;
    private static final int SERVER_ERRORS = 500;

    /** Of a stream that was refused, or came after the last one that a GOAWAY names. */
    private static final String REFUSED_STREAM = "stream was reset: REFUSED_STREAM";

    /** Not exported by OkHttp's module: thrown before anything was sent. */
    private static final String CONNECTION_SHUT_DOWN = "ConnectionShutdownException";

    private static final String CUT = "unexpected end of stream";

    /** Okio's, followed by the bytes that there were instead: they may be secrets. */
    private static final String NO_LINE_END = "\\n not found";

    private OkHttpErrors() {}

    /** Whether the client is set up not to connect there at all, such as in plain text. */
    static boolean isForbidden(Phase phase, Throwable thrown) {
        return thrown instanceof UnknownServiceException && phase.compareTo(Phase.TLS) < 0;
    }

    /** What is reported of this. */
    static Throwable reported(Phase phase, Throwable thrown) {
        return switch (phase) {
            case PROXY -> atProxy(thrown);
            case SEND, HEAD -> beforeHead(thrown);
            case BODY -> inBody(thrown);
            default -> thrown;
        };
    }

    private static Throwable atProxy(Throwable thrown) {
        String message = message(thrown);
        Matcher tunnel = TUNNEL.matcher(message);
        if (tunnel.lookingAt()) {
            int status = Integer.parseInt(tunnel.group(1));
            return new SseException(new Failure.ProxyFailed(status, thrown, status >= SERVER_ERRORS));
        }
        return message.equals(UNNAMED_TO_PROXY)
                ? new SseException(new Failure.ProxyFailed(PROXY_AUTHENTICATION_REQUIRED, thrown, false))
                : withoutContent(thrown);
    }

    private static Throwable beforeHead(Throwable thrown) {
        boolean notProcessed = message(thrown).equals(REFUSED_STREAM)
                || thrown.getClass().getSimpleName().equals(CONNECTION_SHUT_DOWN);
        return notProcessed ? new SseException(new Failure.RequestNotProcessed(thrown)) : withoutContent(thrown);
    }

    /** A body that was cut is no breach of the protocol by the peer: OkHttp reports both as one. */
    private static Throwable inBody(Throwable thrown) {
        String message = message(thrown);
        if (message.equals(CUT) || thrown instanceof EOFException && message.isEmpty()) {
            return new EOFException("the connection ended within the body");
        }
        if (thrown instanceof ProtocolException
                && !message.contains("chunk")
                && message.startsWith("Expected leading")) {
            var broken = new ProtocolException("broken chunk: " + message);
            broken.initCause(thrown);
            return broken;
        }
        return withoutContent(thrown);
    }

    /** With the line that was cut left out. */
    private static Throwable withoutContent(Throwable thrown) {
        if (message(thrown).startsWith(NO_LINE_END)) {
            return new EOFException("the connection ended within a line, or the line is too long for OkHttp");
        }
        Throwable cause = thrown.getCause();
        if (cause != null && message(cause).startsWith(NO_LINE_END)) {
            var without = new IOException(message(thrown));
            without.initCause(withoutContent(cause));
            return without;
        }
        return thrown;
    }

    private static String message(Throwable thrown) {
        return thrown.getMessage() == null ? "" : thrown.getMessage();
    }
}
