package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.Unpooled;
import io.netty.util.concurrent.FastThreadLocal;
import org.jspecify.annotations.Nullable;

/**
 * Takes many small chunks at once: a read is copied into an array, where the data moves together over the chunks' sizes and
 * line ends, and is passed on in one piece. A call of the buffer for each byte, and of the sink for each chunk, costs more
 * than these copies. One for all connections of a thread.
 */
final class SmallChunks {
    private static final FastThreadLocal<@Nullable SmallChunks> FREE = new FastThreadLocal<>();
    private static final int CAPACITY = 32 << 10;

    /** As much is copied at first: the chunk at hand may be the only one that is plain. */
    private static final int FIRST = 512;

    /** A line end, a size and its line end: where no more is left, it may be for want of bytes. */
    private static final int LONGEST_BETWEEN = 4 + PlainChunks.MOST_DIGITS;

    private static final byte NO_DIGIT = -1;
    private static final byte[] DIGITS = digits();

    private final byte[] array = new byte[CAPACITY];
    private final ByteBuf data = Unpooled.wrappedBuffer(array);
    private int at; // in the array
    private int joined; // bytes of data, at the front

    /** Of the chunk at hand, as it was and will be. */
    long left;

    /** The data of the chunk at hand is whole, and its line end is still to come. */
    boolean atEnd;

    private SmallChunks() {}

    /** One that no other call on this thread uses. */
    static SmallChunks take() {
        SmallChunks free = FREE.get();
        if (free == null) {
            return new SmallChunks();
        }
        FREE.set(null);
        return free;
    }

    void giveBack() {
        FREE.set(this);
    }

    /**
     * Reads from the buffer what it understands: whole sizes, and data. It stops before anything that is unusual or broken,
     * which stays in the buffer.
     *
     * @return the data, valid until the next call
     */
    ByteBuf join(ByteBuf buffer) {
        int all = Math.min(CAPACITY, buffer.readableBytes());
        at = 0;
        joined = 0;
        int to = 0;
        do {
            int more = Math.min(all - to, Math.max(FIRST, to)); // no more is copied for nothing than was of use
            buffer.getBytes(buffer.readerIndex() + to, array, to, more);
            to += more;
            moveTogether(to);
        } while (to < all && to - at <= LONGEST_BETWEEN);
        buffer.skipBytes(at);
        return data.setIndex(0, joined);
    }

    private void moveTogether(int to) {
        while ((!atEnd || lineEnd(to)) && (left > 0 || size(to)) && at < to) {
            int length = (int) Math.min(left, to - at);
            System.arraycopy(array, at, array, joined, length);
            at += length;
            joined += length;
            left -= length;
            atEnd = left == 0;
        }
    }

    private boolean lineEnd(int to) {
        if (to - at < 2 || array[at] != '\r' || array[at + 1] != '\n') {
            return false;
        }
        at += 2;
        atEnd = false;
        return true;
    }

    /** A size of few digits, and its line end. */
    private boolean size(int to) {
        int size = 0;
        int from = at;
        int end = from;
        for (int digit; end < to && (digit = digit(array[end])) != NO_DIGIT; end++) {
            size = size << 4 | digit;
        }
        if (size == 0
                || end - from > PlainChunks.MOST_DIGITS
                || to - end < 2
                || array[end] != '\r'
                || array[end + 1] != '\n') {
            return false;
        }
        at = end + 2;
        left = size;
        return true;
    }

    private static int digit(byte b) {
        return b < 0 ? NO_DIGIT : DIGITS[b];
    }

    private static byte[] digits() {
        byte[] digits = new byte[Byte.MAX_VALUE + 1];
        for (int b = 0; b < digits.length; b++) {
            digits[b] = (byte) Character.digit(b, 16);
        }
        return digits;
    }
}
