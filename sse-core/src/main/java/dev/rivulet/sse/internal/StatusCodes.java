package dev.rivulet.sse.internal;

/**
 * What a status means for a session beyond the verdict of the request's {@code ResponseRules}: the one place that compares
 * status codes.
 */
public final class StatusCodes {
    private static final int OK = 200;
    private static final int UNAUTHORIZED = 401;
    private static final int PROXY_AUTHENTICATION_REQUIRED = 407;

    private StatusCodes() {}

    /** The response was refused for its content type. */
    public static boolean isOk(int status) {
        return status == OK;
    }

    /** Fresh credentials may help. */
    public static boolean isUnauthorized(int status) {
        return status == UNAUTHORIZED;
    }

    /** The proxy answered, not the server. */
    public static boolean isFromProxy(int status) {
        return status == PROXY_AUTHENTICATION_REQUIRED;
    }

    /** The server refused the request unprocessed, so that it may be sent again whatever its method. */
    public static boolean isBusy(int status) {
        return status == 429 || status == 503 || status == 529;
    }

    /** As servers answer to a Last-Event-ID that they do not know, or no longer. */
    public static boolean mayRejectLastEventId(int status) {
        return status == 400 || status == 404 || status == 410 || status == 412;
    }

    /** Whether a redirect is followed by GET instead of the method (RFC 9110, 15.4). */
    public static boolean becomesGet(int status, String method) {
        return switch (status) {
            case 301, 302 -> method.equals("POST");
            case 303 -> !method.equals("GET") && !method.equals("HEAD");
            default -> false;
        };
    }
}
