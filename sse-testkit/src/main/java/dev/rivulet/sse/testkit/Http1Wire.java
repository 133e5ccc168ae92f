package dev.rivulet.sse.testkit;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The writing side of an HTTP/1.1 connection. */
final class Http1Wire implements Wire {
    private final Link link;
    private final Linger untilOver;
    private boolean chunked;
    private Cut cut = Cut.never();
    private boolean open = true;

    Http1Wire(Link link, Linger untilOver) {
        this.link = link;
        this.untilOver = untilOver;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public void begin() {
        chunked = false;
        cut = Cut.never();
    }

    @Override
    public boolean interim(int status, List<String> headerLines) throws IOException {
        var text = new StringBuilder("HTTP/1.1 " + status + " Interim\r\n");
        for (String line : headerLines) {
            text.append(line).append("\r\n");
        }
        return raw(text.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    }

    @Override
    public boolean head(Head head, boolean alone) throws IOException {
        chunked = head.framing() == Head.Framing.CHUNKED;
        return raw(head.bytes());
    }

    @Override
    public boolean raw(byte[] bytes) throws IOException {
        var out = link.socket().getOutputStream();
        out.write(bytes);
        out.flush();
        return true;
    }

    /** As one chunk where the body is chunked. */
    @Override
    public boolean body(byte[] bytes) throws IOException {
        boolean last = cut.isWithin(bytes);
        byte[] part = cut.before(bytes);
        if (chunked && bytes.length > 0) {
            raw(chunk(bytes.length, part, part.length == bytes.length));
        } else {
            raw(part);
        }
        return !last || (cut.isReset() ? reset() : fin());
    }

    @Override
    public boolean cutAfter(long bodyBytes, boolean reset) {
        cut = Cut.after(bodyBytes, reset);
        return true;
    }

    @Override
    public boolean complete(Head head) throws IOException {
        return switch (head.framing()) {
            case CHUNKED -> raw(head.lastChunk());
            case LENGTH -> true;
            case CLOSE -> close();
        };
    }

    @Override
    public boolean close() throws IOException {
        open = false;
        link.close();
        return false;
    }

    @Override
    public boolean fin() throws IOException {
        open = false;
        link.fin();
        return false;
    }

    @Override
    public boolean hang() throws IOException, InterruptedException {
        open = false;
        untilOver.await();
        return false;
    }

    @Override
    public boolean reset() throws IOException {
        open = false;
        link.reset();
        return false;
    }

    @Override
    public boolean resetStream(int errorCode) {
        throw new IllegalStateException("a response resets its stream, but HTTP/1.1 has no streams");
    }

    @Override
    public boolean goAway(IntUnaryOperator lastStream, int errorCode) {
        throw new IllegalStateException("a response says GOAWAY, but HTTP/1.1 has no such frame");
    }

    @Override
    public boolean frame(int type, int flags, byte[] payload) {
        throw new IllegalStateException("a response sends a frame, but HTTP/1.1 has no frames");
    }

    private static byte[] chunk(int announced, byte[] part, boolean whole) {
        byte[] size = (Integer.toHexString(announced) + "\r\n").getBytes(StandardCharsets.US_ASCII);
        byte[] chunk = Arrays.copyOf(size, size.length + part.length + (whole ? 2 : 0));
        System.arraycopy(part, 0, chunk, size.length, part.length);
        if (whole) {
            chunk[chunk.length - 2] = '\r';
            chunk[chunk.length - 1] = '\n';
        }
        return chunk;
    }

    /** Waits for the end of the connection. */
    @FunctionalInterface
    interface Linger {
        void await() throws IOException, InterruptedException;
    }
}
