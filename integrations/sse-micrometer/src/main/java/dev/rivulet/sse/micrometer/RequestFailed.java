package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.Failure;

/**
 * The error of an observation. A failure's message is not in it: it may have what a server or an exception says, and ids.
 * It has no stack trace, which would show the client's code only.
 */
final class RequestFailed extends Exception {
    private static final long serialVersionUID = 1;

    private final String code;

    private RequestFailed(String code, String detail) {
        super(detail.isEmpty() ? code : code + ", " + detail, null, false, false);
        this.code = code;
    }

    static RequestFailed by(Failure failure) {
        Throwable cause = failure.cause();
        return new RequestFailed(
                failure.code(), cause == null ? "" : cause.getClass().getName());
    }

    /** By a response, whose body has not come yet. */
    static RequestFailed by(int status) {
        return new RequestFailed("http_error", Integer.toString(status));
    }

    /** The session was closed before the response. */
    static RequestFailed cancelled() {
        return new RequestFailed("cancelled", "");
    }

    /** The value of the key {@code cause}: few, and known in advance. */
    String code() {
        return code;
    }
}
