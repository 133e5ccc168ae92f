package dev.rivulet.sse;

/** What several failures advise. */
final class Advice {
    private Advice() {}

    /** Of a failure that passes: the session ends in it where the request may not be sent again. */
    static String repeating(boolean retryable) {
        return retryable ? " A request other than GET is sent again only if it is SseRequest.repeatable." : "";
    }
}
