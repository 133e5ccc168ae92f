package dev.rivulet.sse.parser;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.spi.BufferPool;
import org.jspecify.annotations.Nullable;

/**
 * Cuts a {@code text/event-stream} at its blank lines into whole raw blocks, for relays that pass events on and do not
 * read them. The frames, one after the other, parse to the same events as the stream, and each can begin a stream of its
 * own. A block may be of comments or of unknown fields only; what is dropped is the leading byte order mark, runs of
 * blank lines, and the unfinished block at the end. A blank line that is a lone CR ends its block at once; an LF that
 * comes with the next feed belongs to it and is dropped.
 *
 * <p>However the stream is cut, each byte is looked at once. A block that lies whole in the fed array is handed over
 * from there; only what is unfinished is copied, into a pooled array that is given back with the block's end.
 *
 * <p>{@link Limits#eventBytes()} holds for the raw lines of a block, names and line ends included, its blank line not.
 *
 * <p>Not thread-safe: one thread at a time, with a happens-before between them. An exception of the sink leaves
 * {@code feed} as it is; the rest of what was fed is lost, so the framer accepts nothing before {@link #end()}.
 */
public final class EventFramer implements AutoCloseable {
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final FrameSink sink;
    private final int limit;
    private final boolean skipTooLarge;
    private final Window carry;

    private int markSeen; // how many bytes of a leading byte order mark have come; 3 when it is decided
    private boolean inLine; // the current line has bytes
    private boolean afterCr; // an LF that follows belongs to the line end before it
    private boolean skipping; // the rest of the current block is too large
    private boolean interrupted; // a feed did not come to its end
    private @Nullable SseException broken;

    /** A framer with {@link Limits#defaults()} on the shared pool. */
    public EventFramer(FrameSink sink) {
        this(sink, Limits.defaults(), BufferPool.shared());
    }

    /** Takes its buffers from the pool; blocks larger than the limits allow end the stream or are skipped, as these say. */
    public EventFramer(FrameSink sink, Limits limits, BufferPool pool) {
        this.sink = sink;
        this.limit = limits.eventBytes();
        this.skipTooLarge = limits.oversizedEvent() == Limits.OversizedEvent.SKIP;
        this.carry = new Window(pool, limit);
    }

    /**
     * Frames {@code bytes[from, to)}, the next part of the stream. The array is only read, and is the caller's again when
     * this returns.
     *
     * @throws SseException with {@link Failure.LimitExceeded} if a block is too large and the limits say fail; the blocks
     *     before it have been handed over, and the framer accepts nothing before {@link #end()}
     * @throws IllegalStateException if the sink threw out of the feed before
     */
    public void feed(byte[] bytes, int from, int to) {
        if (broken != null) {
            throw broken;
        }
        if (interrupted) {
            throw new IllegalStateException("the sink threw, and what was fed then is lost: call end() first");
        }
        interrupted = true;
        frames(bytes, begin(bytes, from, to), to);
        interrupted = false;
    }

    /** The stream has ended: what is unfinished is dropped, and the framer is ready for another stream. */
    public void end() {
        carry.release();
        markSeen = 0;
        inLine = false;
        afterCr = false;
        skipping = false;
        interrupted = false;
        broken = null;
    }

    /** The bytes of the unfinished block that are held. */
    public int heldBytes() {
        return carry.end;
    }

    /** Drops what is unfinished and gives its array back. */
    @Override
    public void close() {
        end();
    }

    /** Where the part of the current block begins in these bytes, after a leading byte order mark. */
    private int begin(byte[] bytes, int from, int to) {
        int at = from;
        while (markSeen < BYTE_ORDER_MARK.length && at < to) {
            if (bytes[at] != BYTE_ORDER_MARK[markSeen]) {
                if (markSeen > 0) { // it was none: its first bytes are the block's
                    carry.append(0, BYTE_ORDER_MARK, 0, markSeen);
                    inLine = true;
                }
                markSeen = BYTE_ORDER_MARK.length;
                break;
            }
            markSeen++;
            at++;
        }
        return at;
    }

    private void frames(byte[] bytes, int from, int to) {
        int start = from; // of the current block's part in these bytes
        int at = from;
        if (afterCr && at < to) {
            afterCr = false;
            if (bytes[at] == '\n') {
                at++;
                if (!blockBegun()) {
                    start = at;
                }
            }
        }
        while (at < to) {
            int lineEnd = LineScanner.lineEnd(bytes, at, to);
            inLine |= lineEnd > at;
            if (lineEnd == to) {
                break;
            }
            at = nextLineStart(bytes, lineEnd, to);
            if (inLine) {
                inLine = false;
            } else {
                blankLine(bytes, start, lineEnd, at);
                start = at;
            }
        }
        keep(bytes, start, to);
    }

    private boolean blockBegun() {
        return carry.end > 0 || skipping;
    }

    /** Where the line after the line end at {@code lineEnd} begins. */
    private int nextLineStart(byte[] bytes, int lineEnd, int to) {
        int next = lineEnd + 1;
        if (bytes[lineEnd] == '\r') {
            if (next == to) {
                afterCr = true;
            } else if (bytes[next] == '\n') {
                next++;
            }
        }
        return next;
    }

    /** The block ends: {@code [start, lineEnd)} are its last lines, {@code [lineEnd, next)} is its blank line. */
    private void blankLine(byte[] bytes, int start, int lineEnd, int next) {
        checkLimit(lineEnd - start);
        if (skipping) {
            skipping = false;
            sink.skipped();
        } else if (carry.end == 0) {
            if (start < lineEnd) {
                dispatch(bytes, start, next);
            }
        } else {
            carry.append(0, bytes, start, next);
            try {
                dispatch(carry.array, 0, carry.end);
            } finally {
                carry.release();
            }
        }
    }

    private void keep(byte[] bytes, int start, int to) {
        checkLimit(to - start);
        if (!skipping && start < to) {
            carry.append(0, bytes, start, to);
        }
    }

    private void checkLimit(int more) {
        if (skipping || carry.end <= limit - more) {
            return;
        }
        carry.release();
        if (!skipTooLarge) {
            broken = new SseException(new Failure.LimitExceeded("Limits.eventBytes", limit));
            throw broken;
        }
        skipping = true;
    }

    /**
     * Hands a block over. Lines at its front that begin with a byte order mark are unknown fields, but at the front of a
     * stream the mark would be dropped, and a field appear that was none: they are left out.
     */
    private void dispatch(byte[] bytes, int from, int to) {
        int at = from;
        while (to - at > BYTE_ORDER_MARK.length && startsWithMark(bytes, at)) {
            int next = LineScanner.lineEnd(bytes, at, to) + 1;
            at = bytes[next - 1] == '\r' && next < to && bytes[next] == '\n' ? next + 1 : next;
        }
        if (at == from || !isBlank(bytes, at)) {
            sink.frame(bytes, at, to - at);
        }
    }

    private static boolean startsWithMark(byte[] bytes, int at) {
        return bytes[at] == BYTE_ORDER_MARK[0]
                && bytes[at + 1] == BYTE_ORDER_MARK[1]
                && bytes[at + 2] == BYTE_ORDER_MARK[2];
    }

    private static boolean isBlank(byte[] bytes, int at) {
        return bytes[at] == '\n' || bytes[at] == '\r';
    }
}
