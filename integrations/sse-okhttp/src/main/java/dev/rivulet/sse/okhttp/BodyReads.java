package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.http.ResponseHead;
import java.io.IOException;
import java.net.ProtocolException;
import java.nio.ByteBuffer;
import okhttp3.Response;
import okio.Buffer;
import okio.BufferedSource;
import org.jspecify.annotations.Nullable;

/**
 * A response's body, a read of Okio's after the other: 8 KiB at most, which are lent where they lie. While no bytes are
 * asked for, none are taken. By the thread of the exchange.
 */
final class BodyReads {
    private static final int NO_CONTENT = 204;
    private static final int NOT_MODIFIED = 304;

    private final BufferedSource source;
    private final Buffer.UnsafeCursor cursor = new Buffer.UnsafeCursor();
    private final long length; // less than 0 where it is not known
    private final boolean isEmpty;
    private final boolean endsAtLength;
    private long received;
    private long lent;

    private BodyReads(BufferedSource source, long length, boolean isEmpty, boolean endsAtLength) {
        this.source = source;
        this.length = length;
        this.isEmpty = isEmpty;
        this.endsAtLength = endsAtLength;
    }

    static BodyReads of(Response response, ResponseHead head, String method) throws ProtocolException {
        boolean hasNone = method.equals("HEAD") || head.status() == NO_CONTENT || head.status() == NOT_MODIFIED;
        long length = hasNone ? 0 : response.body().contentLength();
        boolean ended = EndWithHead.isOf(response);
        if (ended && length > 0) {
            throw shorter(0, length);
        }
        return new BodyReads(
                response.body().source(),
                length,
                ended || length == 0,
                head.protocol().equals("http/1.1"));
    }

    /** Whether the end is known without reading. */
    boolean isOver() {
        return isEmpty || endsAtLength && received == length;
    }

    /**
     * Waits for bytes. False at the end of the body.
     *
     * @throws ProtocolException if it is shorter than its length
     */
    boolean read() throws IOException {
        if (source.exhausted()) {
            if (received < length) {
                throw shorter(received, length);
            }
            return false;
        }
        return true;
    }

    /** A part of what was read, until the next call; null if there is no more. */
    @Nullable
    ByteBuffer next() throws IOException {
        Buffer read = source.getBuffer();
        read.skip(lent);
        lent = 0;
        if (read.exhausted()) {
            return null;
        }
        try (var at = read.readUnsafe(cursor)) {
            at.seek(0);
            int bytes = at.end - at.start;
            lent = bytes;
            received += bytes;
            return ByteBuffer.wrap(at.data, at.start, bytes);
        }
    }

    private static ProtocolException shorter(long received, long length) {
        return new ProtocolException("the body is shorter, " + received + " bytes, than its length, " + length);
    }
}
