package dev.rivulet.sse.cli;

import dev.rivulet.sse.EventWriter;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;

/**
 * A language model's answer as a server streams it that has a bad day: the first connection is cut in the middle of an
 * event; the next request gets a 503; the one after that is answered from a few events before the one that the client
 * has, and reset in the middle of another; the last, again with an overlap, comes to the end. The same from the same
 * seed.
 */
final class Answer implements Function<RecordedRequest, Response> {
    static final String END = "[DONE]";

    private static final int MOST_CHUNKS = 120;
    private static final int OVERLAP = 6;

    private final List<String> tokens;
    private final SplittableRandom random;
    private final int chunkEvents;
    private final int cutAt;
    private final int resetAt;
    private final AtomicInteger requests = new AtomicInteger();
    private final AtomicInteger sent = new AtomicInteger();

    Answer(int events, long seed) {
        random = new SplittableRandom(seed);
        tokens = Tokens.of(events, random);
        chunkEvents = (events + MOST_CHUNKS - 1) / MOST_CHUNKS;
        cutAt = near(events / 3, events);
        resetAt = near(2 * events / 3, events);
    }

    private int near(int event, int events) {
        return event + random.nextInt(1 + events / 12);
    }

    /** What the client must get: the events' data in order, their ids being 1, 2, 3 and so on. */
    List<String> tokens() {
        return tokens;
    }

    /** How many whole events have been sent, those that were sent again counted again. */
    int sent() {
        return sent.get();
    }

    @Override
    public Response apply(RecordedRequest request) {
        int from = resumeAfter(request.lastEventId());
        return switch (requests.incrementAndGet()) {
            case 1 -> brokenAt(from, cutAt).cut();
            case 2 -> Response.status(503).header("Retry-After", "1").chunk("warming up\n");
            case 3 -> brokenAt(from, resetAt).pause(Duration.ofMillis(50)).reset();
            default -> whole(from);
        };
    }

    /** How many events are left out: a few less than the client has, since a server's replay is seldom exact. */
    private int resumeAfter(String lastEventId) {
        if (lastEventId.isEmpty()) {
            return 0;
        }
        int has = Integer.parseInt(lastEventId);
        return Math.max(0, has - 1 - random.nextInt(OVERLAP));
    }

    /** The stream that breaks off in the middle of the event after the first {@code to}. */
    private Response brokenAt(int from, int to) {
        byte[] next = bytes(to, Math.min(to + 1, tokens.size()));
        return events(from, to).chunk(Arrays.copyOf(next, next.length / 2));
    }

    private Response whole(int from) {
        return events(from, tokens.size()).chunk("data: " + END + "\n\n");
    }

    /** The events from one index up to another, in chunks that come one by one, with a comment now and then. */
    private Response events(int from, int to) {
        Response response = Response.stream().chunk("retry: 100\n\n");
        for (int at = from; at < to; at += chunkEvents) {
            response = response.chunk(bytes(at, Math.min(at + chunkEvents, to)))
                    .pause(Duration.ofMillis(5 + random.nextInt(15)));
            if (random.nextInt(12) == 0) {
                response = response.chunk(": still here\n\n");
            }
        }
        sent.addAndGet(Math.max(0, to - from));
        return response;
    }

    private byte[] bytes(int from, int to) {
        var bytes = new ByteArrayOutputStream();
        var writer = new EventWriter(bytes);
        try {
            for (int i = from; i < to; i++) {
                writer.event("token", tokens.get(i), Integer.toString(i + 1));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return bytes.toByteArray();
    }
}
