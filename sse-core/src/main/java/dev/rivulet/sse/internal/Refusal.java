package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.spi.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** A response that was not accepted, while the first part of its body is read for the failure. */
final class Refusal {
    private static final int MOST = 64 << 10;

    final @Nullable Duration retryAfter;
    private final ResponseHead head;
    private final URI uri;
    private final Function<Failure.Response, Failure> toFailure;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    Refusal(ResponseHead head, URI uri, @Nullable Duration retryAfter, Function<Failure.Response, Failure> toFailure) {
        this.head = head;
        this.uri = uri;
        this.retryAfter = retryAfter;
        this.toFailure = toFailure;
    }

    void add(byte[] bytes, int from, int to) {
        body.write(bytes, from, Math.min(to - from, MOST - body.size()));
    }

    boolean isFull() {
        return body.size() >= MOST;
    }

    Failure failure() {
        return toFailure.apply(
                new Failure.Response(head.status(), head.headers(), body.toString(StandardCharsets.UTF_8), uri));
    }
}
