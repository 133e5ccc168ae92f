package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.coding.ContentCodings;
import dev.rivulet.sse.internal.coding.ContentDecoder;
import java.io.ByteArrayOutputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import java.util.function.Function;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** A response that was not accepted, while the first part of its body is read for the failure. */
final class ErrorResponse {
    private static final int MOST = 64 << 10;

    private final @Nullable Duration retryAfter;
    private final ResponseHead head;
    private final URI uri;
    private final Function<Failure.Response, Failure> toFailure;
    private final ByteArrayOutputStream body = new ByteArrayOutputStream();

    ErrorResponse(
            ResponseHead head, URI uri, @Nullable Duration retryAfter, Function<Failure.Response, Failure> toFailure) {
        this.head = head;
        this.uri = uri;
        this.retryAfter = retryAfter;
        this.toFailure = toFailure;
    }

    void add(byte[] bytes, int from, int to) {
        body.write(bytes, from, Math.min(to - from, MOST - body.size()));
    }

    /** How long it asks to wait; null if it does not. */
    @Nullable
    Duration retryAfter() {
        return retryAfter;
    }

    boolean isFull() {
        return body.size() >= MOST;
    }

    Failure failure() {
        String text = new String(decoded(body.toByteArray()), StandardCharsets.UTF_8);
        return toFailure.apply(new Failure.Response(head.status(), head.headers(), text, uri));
    }

    /** The body without its coding, as far as it goes; as it came where the coding is unknown or the bytes damaged. */
    private byte[] decoded(byte[] coded) {
        String coding = ContentCodings.named(head.headers());
        if (coding == null || !ContentCodings.STANDARD.has(coding)) {
            return coded;
        }
        byte[] text = new byte[MOST];
        int length = 0;
        try (ContentDecoder decoder = ContentCodings.STANDARD.open(coding)) {
            decoder.input(coded, 0, coded.length);
            int count;
            while (length < MOST && (count = decoder.decode(text, length, MOST - length)) > 0) {
                length += count;
            }
        } catch (ZipException damaged) {
            return coded;
        }
        return Arrays.copyOf(text, length);
    }
}
