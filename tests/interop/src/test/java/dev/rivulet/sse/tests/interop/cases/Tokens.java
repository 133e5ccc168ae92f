package dev.rivulet.sse.tests.interop.cases;

import dev.rivulet.sse.testkit.Response;
import java.time.Duration;

/** What a model says. */
final class Tokens {
    private static final Response ENDLESS = of(1000);

    private Tokens() {}

    /** One event every 10 ms for ten seconds, and then nothing, but no end. */
    static Response endless() {
        return ENDLESS;
    }

    private static Response of(int count) {
        Response response = Response.stream();
        for (int i = 0; i < count; i++) {
            response = response.chunk("data: token " + i + "\n\n").pause(Duration.ofMillis(10));
        }
        return response.hang();
    }
}
