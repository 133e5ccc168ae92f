package dev.rivulet.sse.spi;

import org.jspecify.annotations.Nullable;

/** A transport cannot work here. The message says why and what to do. */
public final class TransportUnavailableException extends Exception {
    private static final long serialVersionUID = 1L;

    public TransportUnavailableException(String message) {
        super(message);
    }

    public TransportUnavailableException(String message, @Nullable Throwable cause) {
        super(message, cause);
    }
}
