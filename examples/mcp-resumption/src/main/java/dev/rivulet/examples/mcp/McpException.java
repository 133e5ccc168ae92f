package dev.rivulet.examples.mcp;

import org.jspecify.annotations.Nullable;

/** A request to the server has failed, or was answered with an error. */
public final class McpException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    McpException(String message) {
        super(message);
    }

    McpException(@Nullable String message, Throwable cause) {
        super(message, cause);
    }
}
