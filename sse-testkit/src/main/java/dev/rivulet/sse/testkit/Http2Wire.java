package dev.rivulet.sse.testkit;

import dev.rivulet.sse.testkit.http2.Frame;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.function.IntUnaryOperator;

/** The writing side of one HTTP/2 stream. */
final class Http2Wire implements Wire {
    private final Http2Conversation conversation;
    private final Http2Stream stream;
    private Cut cut = Cut.never();

    Http2Wire(Http2Conversation conversation, Http2Stream stream) {
        this.conversation = conversation;
        this.stream = stream;
    }

    @Override
    public boolean isOpen() {
        return stream.isOpen() && !conversation.writer().isEnded();
    }

    @Override
    public void begin() {}

    @Override
    public boolean interim(int status, List<String> headerLines) throws IOException {
        if (isOpen()) {
            conversation.writer().headers(stream.id(), Http2Head.interim(status, headerLines), false);
        }
        return isOpen();
    }

    /** With the end of the stream where nothing follows. */
    @Override
    public boolean head(Head head, boolean alone) throws IOException {
        boolean end = alone && cut.isNever() && head.trailers().lines().isEmpty();
        if (isOpen()) {
            if (end) {
                ends();
            }
            conversation.writer().headers(stream.id(), Http2Head.of(head), end);
            return end || isOpen();
        }
        return false;
    }

    @Override
    public boolean raw(byte[] bytes) throws IOException {
        conversation.writer().raw(bytes);
        return !conversation.writer().isEnded();
    }

    /** In as many frames as the client's windows and frame size ask for; an empty frame for an empty chunk. */
    @Override
    public boolean body(byte[] bytes) throws IOException, InterruptedException {
        boolean last = cut.isWithin(bytes);
        byte[] part = cut.before(bytes);
        int at = 0;
        do {
            int length = Math.min(part.length - at, conversation.writer().largestFrame());
            int taken = length == 0 ? 0 : conversation.windows().take(stream.id(), length);
            if (taken == 0 && (length > 0 || !isOpen())) {
                return false;
            }
            data(Arrays.copyOfRange(part, at, at + taken), 0);
            at += taken;
        } while (at < part.length);
        return !last || (cut.isReset() ? reset() : fin());
    }

    @Override
    public boolean cutAfter(long bodyBytes, boolean reset) {
        cut = Cut.after(bodyBytes, reset);
        return true;
    }

    @Override
    public boolean complete(Head head) throws IOException {
        if (stream.hasResponseEnded()) {
            return true;
        }
        if (!isOpen()) {
            return false;
        }
        ends();
        if (head.trailers().lines().isEmpty()) {
            data(new byte[0], Frame.END_STREAM);
        } else {
            conversation.writer().headers(stream.id(), Http2Head.trailers(head), true);
        }
        return true;
    }

    @Override
    public boolean close() throws IOException {
        conversation.close(0);
        return false;
    }

    @Override
    public boolean fin() throws IOException {
        conversation.fin();
        return false;
    }

    @Override
    public boolean hang() throws InterruptedException {
        stream.awaitLeaving();
        return false;
    }

    @Override
    public boolean reset() throws IOException {
        conversation.reset();
        return false;
    }

    @Override
    public boolean resetStream(int errorCode) throws IOException {
        conversation.resetStream(stream, errorCode);
        return false;
    }

    @Override
    public boolean goAway(IntUnaryOperator lastStream, int errorCode) throws IOException {
        conversation.goAway(Math.max(0, lastStream.applyAsInt(stream.id())), errorCode);
        return !conversation.writer().isEnded();
    }

    @Override
    public boolean frame(int type, int flags, byte[] payload) throws IOException {
        conversation.writer().write(new Frame(type, flags, stream.id(), payload));
        return !conversation.writer().isEnded();
    }

    private void data(byte[] bytes, int flags) throws IOException {
        conversation.writer().write(new Frame(Frame.DATA, flags, stream.id(), bytes));
    }

    /** Before its last frame is written: a client that has seen that may open another stream in its place. */
    private void ends() {
        stream.endResponse();
        conversation.windows().close(stream.id());
    }
}
