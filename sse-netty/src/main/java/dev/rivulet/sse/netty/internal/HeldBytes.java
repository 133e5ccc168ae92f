package dev.rivulet.sse.netty.internal;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/**
 * Bytes that wait for credit. They are copied together: a slice for each small part would cost an object, and hold the whole
 * buffer in which it came. On the loop only.
 */
public final class HeldBytes {
    private static final int SMALLEST = 256;
    private static final int LARGEST = 64 << 10;

    private final ByteBufAllocator allocator;
    private final ArrayDeque<ByteBuf> parts = new ArrayDeque<>(2);
    private @Nullable ByteBuf last; // where it has room left
    private int bytes;

    public HeldBytes(ByteBufAllocator allocator) {
        this.allocator = allocator;
    }

    /** Takes the next bytes of a buffer, which stays the caller's. */
    public void add(ByteBuf buffer, int length) {
        if (length >= LARGEST) {
            parts.add(buffer.retainedSlice(buffer.readerIndex(), length));
            last = null;
            bytes += length;
        } else {
            copy(buffer, buffer.readerIndex(), length);
        }
    }

    private void copy(ByteBuf buffer, int from, int length) {
        int copied = 0;
        while (copied < length) {
            ByteBuf to = last;
            if (to == null || !to.isWritable()) {
                to = more(length - copied);
            }
            int some = Math.min(length - copied, to.writableBytes());
            to.writeBytes(buffer, from + copied, some);
            copied += some;
            bytes += some;
        }
    }

    /** As large as all that is held, so that there are few. */
    private ByteBuf more(int needed) {
        int size = Math.min(LARGEST, Math.max(SMALLEST, Math.max(needed, bytes)));
        ByteBuf made = allocator.directBuffer(size, size);
        parts.add(made);
        last = made;
        return made;
    }

    public boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The first of them, which becomes the caller's to release. There is one. */
    public ByteBuf next() {
        ByteBuf first = parts.remove();
        last = parts.isEmpty() ? null : last; // it was the first too
        bytes -= first.readableBytes();
        return first;
    }

    public void release() {
        parts.forEach(ByteBuf::release);
        parts.clear();
        last = null;
        bytes = 0;
    }
}
