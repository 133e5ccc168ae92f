package dev.rivulet.sse.tests.support;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;

/** A server that cannot stand the offer of an upgrade. */
public final class Upgrades {
    private Upgrades() {}

    /** No answer to an offer; to other requests, a stream with their text. */
    public static Response failing(RecordedRequest request) {
        boolean offered = request.headers().first("Upgrade") != null
                || request.headers().first("HTTP2-Settings") != null
                || request.headers().first("Connection") != null;
        return offered ? Response.noAnswer() : Response.stream().chunk("data: " + request.text() + "\n\n");
    }
}
