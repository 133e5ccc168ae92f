package dev.rivulet.sse.cli;

import dev.rivulet.sse.testkit.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;

/** What a server might do for a while, in an order and in pieces that a seed decides, until it has no more events. */
final class RandomScript {
    private static final int LENGTH = 30;

    private final Random random;
    private int nextId = 1;

    RandomScript(long seed) {
        random = new Random(seed);
    }

    Response[] responses() {
        List<Response> script = new ArrayList<>(List.of(stream()));
        for (int i = 0; i < LENGTH; i++) {
            script.add(
                    switch (random.nextInt(6)) {
                        case 0 ->
                            Response.status(503).header("Retry-After", "0").chunk("busy");
                        case 1 -> Response.status(307).header("Location", "/" + i);
                        case 2 -> Response.noHead();
                        case 3 -> stream().cut();
                        case 4 -> stream().cutAt(random.nextInt(40));
                        default -> stream();
                    });
        }
        script.add(Response.status(204));
        return script.toArray(Response[]::new);
    }

    /** Some events, the first of which have been sent before, or none. */
    private Response stream() {
        nextId = Math.max(1, nextId - random.nextInt(3));
        var body = new StringBuilder();
        for (int events = random.nextInt(5); events > 0; events--) {
            body.append(random.nextBoolean() ? "id: " + nextId + "\n" : "")
                    .append("data: ")
                    .append(nextId++)
                    .append("\n\n");
        }
        body.append(random.nextBoolean() ? "data: unfinished" : ": comment\n");
        Response response = Response.stream();
        for (int from = 0, to; from < body.length(); from = to) {
            to = Math.min(body.length(), from + 1 + random.nextInt(12));
            response = response.chunk(body.substring(from, to));
        }
        return response;
    }
}
