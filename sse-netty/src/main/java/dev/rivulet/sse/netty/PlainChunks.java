package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;

/**
 * Takes chunks that are nothing but a size and data (RFC 9112, 7.1), which is nearly all that streams are made of, straight
 * from the connection's buffer. It stops in front of the first that is anything else: the last one, one with an extension,
 * one that is broken. On the loop only.
 */
final class PlainChunks {
    /** So that a size fits an int; Netty's decoder knows what to do with more. */
    private static final int MOST_DIGITS = 7;

    private static final short CRLF = 0x0D0A;

    private final Sink sink;
    private int left; // of the data of the chunk at hand
    private boolean atEnd; // of a chunk's data, and its line end is still to come

    /** Takes data. */
    interface Sink {
        /**
         * The next bytes of the buffer, from its reader index, which is moved behind this call. The buffer is lent for the
         * call.
         */
        void data(ByteBuf buffer, int length);
    }

    /** Why it stopped. */
    enum Stop {
        /** More bytes are needed. */
        WAITS,
        /** At the reader index begins a chunk that is not plain. */
        NOT_PLAIN,
        /** The data of a chunk is longer than its size says. */
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
            if (!data(buffer)) {
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
                return b == '\r' && size > 0 ? lineEnd(buffer, at, to, size) : Stop.NOT_PLAIN;
            }
            if (digits == MOST_DIGITS) {
                return Stop.NOT_PLAIN;
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
            return Stop.NOT_PLAIN;
        }
        buffer.readerIndex(at + 2);
        left = size;
        return Stop.WAITS;
    }

    /** Whether there was any. */
    private boolean data(ByteBuf buffer) {
        int length = Math.min(left, buffer.readableBytes());
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
