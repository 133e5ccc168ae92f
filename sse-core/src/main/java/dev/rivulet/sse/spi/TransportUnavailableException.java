package dev.rivulet.sse.spi;

import java.util.ServiceConfigurationError;
import org.jspecify.annotations.Nullable;

/**
 * A transport cannot work here. The message says why and what to do, to somebody who has to make it work: {@code this
 * kernel has no io_uring; it needs Linux 5.10 or later}.
 */
public final class TransportUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;
    private static final int MOST_CAUSES = 4;

    /** For a reason that the provider found itself; the message is all that users see. */
    public TransportUnavailableException(String message) {
        super(message);
    }

    /** With what was thrown beneath, which is kept for stack traces and shown where the message does not tell it. */
    public TransportUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /** Why, on one line, as logs and lists show it: the message, and the causes that it does not tell already. */
    public String reason() {
        return reason(this);
    }

    static String reason(Throwable thrown) {
        StringBuilder causes = new StringBuilder();
        String line = own(thrown);
        String reported = line;
        Throwable cause = thrown.getCause();
        for (int i = 0; i < MOST_CAUSES && cause != null; i++, cause = cause.getCause()) {
            if (!names(reported, cause)) {
                causes.append(causes.length() == 0 ? "" : "; ").append(cause);
                reported += " " + cause;
            }
        }
        return (causes.length() == 0 ? line : line + " (" + causes + ")").replaceAll("\\s*\\R\\s*", " ");
    }

    /** These say all that there is to say; of others the kind belongs to it: NoClassDefFoundError: io/netty/Channel. */
    private static String own(Throwable thrown) {
        String message = thrown.getMessage();
        boolean isSentence =
                thrown instanceof TransportUnavailableException || thrown instanceof ServiceConfigurationError;
        return message == null || !isSentence ? thrown.toString() : message;
    }

    /** A missing class comes twice, with slashes and with dots. */
    private static boolean names(String reported, Throwable cause) {
        String message = cause.getMessage() == null ? cause.toString() : cause.getMessage();
        return reported.replace('/', '.').contains(message.replace('/', '.'));
    }
}
