package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.time.Duration;
import java.time.Instant;

/**
 * Events that are made at a steady pace whether a client is there or not, each with its number as its id and the time at
 * which it was made in its data. A client that names one gets those after it, also those that it has missed.
 */
final class Timeline {
    private static final int LENGTH = 200;

    private final Instant start = Instant.now();
    private final Duration pace;
    private final int padding;

    /**
     * A timeline that begins now.
     *
     * @param padding how many characters each event has besides
     */
    Timeline(Duration pace, int padding) {
        this.pace = pace;
        this.padding = padding;
    }

    /** What a server that resumes answers. */
    Response resumed(RecordedRequest request) {
        int now = now();
        String id = request.lastEventId();
        return from(id.isEmpty() ? now + 1 : Integer.parseInt(id) + 1, now);
    }

    /** What a server that ignores Last-Event-ID answers. */
    Response live(RecordedRequest request) {
        int now = now();
        return from(now + 1, now);
    }

    private int now() {
        return (int) Duration.between(start, Instant.now()).dividedBy(pace);
    }

    private Response from(int first, int now) {
        Response response = Response.stream().header("Cache-Control", "no-cache");
        for (int id = first; id < first + LENGTH; id++) {
            response = (id > now ? response.pause(pace) : response).chunk(event(id));
        }
        return response.hang();
    }

    private String event(int id) {
        return "id: " + id + "\ndata: {\"at\":\"" + start.plus(pace.multipliedBy(id)) + "\",\"padding\":\""
                + "x".repeat(padding) + "\"}\n\n";
    }
}
