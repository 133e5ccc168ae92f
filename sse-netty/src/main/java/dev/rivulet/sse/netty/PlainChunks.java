package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;
import org.jspecify.annotations.Nullable;

/**
 * Takes chunks (RFC 9112, 7.1) straight from the connection's buffer, up to the last one. Nearly all that streams are made of
 * is a size and data; extensions are read over, and so are blanks after a size, which some devices pad it with. On the loop
 * only.
 */
final class PlainChunks {
    /** So that a size fits an int; more is looked at by {@link ChunkSize}. */
    static final int MOST_DIGITS = 7;

    /** Less data of a chunk than this, with more after it, is worth being joined. */
    private static final int SMALL = 2 << 10;

    /** What a line end and another size have at least. */
    private static final int BETWEEN = 5;

    private static final short CRLF = 0x0D0A;

    private final Sink sink;
    private long left; // of the data of the chunk at hand
    private boolean atEnd; // of a chunk's data, and its line end is still to come
    private @Nullable String fault;

    /** Takes data. */
    interface Sink {
        /**
         * The next bytes of the buffer, from its reader index, which is moved after this call. The buffer is lent for the
         * call, and written again after it.
         */
        void data(ByteBuf buffer, int length);
    }

    /** Why it stopped. */
    enum Stop {
        /** More bytes are needed. */
        WAITS,
        /** The line of the last chunk was read; trailers, and the empty line, follow. */
        LAST,
        /** Against the rules, as {@link #fault} says. */
        BROKEN
    }

    PlainChunks(Sink sink) {
        this.sink = sink;
    }

    /** A body begins. */
    void begin() {
        left = 0;
        atEnd = false;
    }

    /** What is wrong, after {@link Stop#BROKEN}. */
    String fault() {
        return fault == null ? "a chunk does not end where its size says" : fault;
    }

    Stop take(ByteBuf buffer) {
        while (true) {
            if (atEnd) {
                if (buffer.readableBytes() < 2) {
                    return Stop.WAITS;
                }
                if (buffer.getShort(buffer.readerIndex()) != CRLF) {
                    return Stop.BROKEN;
                }
                buffer.skipBytes(2);
                atEnd = false;
            }
            if (left == 0) {
                Stop stop = head(buffer);
                if (left == 0) {
                    return stop;
                }
            }
            if (left < SMALL && buffer.readableBytes() > left + BETWEEN) {
                small(buffer);
            } else if (!data(buffer)) {
                return Stop.WAITS;
            }
        }
    }

    /** Reads a size and its line end. Where it cannot, nothing of them. */
    private Stop head(ByteBuf buffer) {
        int at = buffer.readerIndex();
        int to = buffer.writerIndex();
        int size = 0;
        for (int digits = 0; at < to; at++, digits++) {
            byte b = buffer.getByte(at);
            int digit = Character.digit(b, 16);
            if (digit < 0) {
                return b == '\r' && size > 0 ? lineEnd(buffer, at, to, size) : unusual(buffer);
            }
            if (digits == MOST_DIGITS) {
                return unusual(buffer);
            }
            size = size << 4 | digit;
        }
        return Stop.WAITS;
    }

    private Stop lineEnd(ByteBuf buffer, int at, int to, int size) {
        if (at + 1 == to) {
            return Stop.WAITS;
        }
        if (buffer.getByte(at + 1) != '\n') {
            return unusual(buffer);
        }
        buffer.readerIndex(at + 2);
        left = size;
        return Stop.WAITS;
    }

    /** The last chunk, one with an extension, with blanks or many digits, or one that is broken. */
    private Stop unusual(ByteBuf buffer) {
        ChunkSize size = ChunkSize.of(buffer);
        if (size == null) {
            return Stop.WAITS;
        }
        fault = size.fault();
        if (fault != null) {
            return Stop.BROKEN;
        }
        left = size.bytes();
        return left == 0 ? Stop.LAST : Stop.WAITS;
    }

    private void small(ByteBuf buffer) {
        SmallChunks chunks = SmallChunks.take();
        chunks.left = left;
        chunks.atEnd = false;
        ByteBuf data = chunks.join(buffer);
        left = chunks.left;
        atEnd = chunks.atEnd;
        sink.data(data, data.readableBytes());
        chunks.giveBack();
    }

    /** Whether there was any. */
    private boolean data(ByteBuf buffer) {
        int length = (int) Math.min(left, buffer.readableBytes());
        if (length == 0) {
            return false;
        }
        left -= length;
        atEnd = left == 0;
        sink.data(buffer, length);
        buffer.skipBytes(length);
        return true;
    }
}
