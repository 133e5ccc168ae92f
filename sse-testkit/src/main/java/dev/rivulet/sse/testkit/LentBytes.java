package dev.rivulet.sse.testkit;

import dev.rivulet.sse.spi.Receiver;
import java.nio.ByteBuffer;
import java.util.Arrays;

/**
 * Lends bytes as meanly as transports do: by turns in a direct buffer, in a read-only one, and in the middle of a larger
 * array. It poisons them when the call returns, so that a receiver that kept the buffer reads garbage, and checks that
 * they were not written.
 */
final class LentBytes {
    private static final byte POISON = (byte) 0xDD;
    private static final int MARGIN = 3;
    private static final ByteBuffer NONE = ByteBuffer.allocateDirect(0);

    /** Direct buffers are slow to make: one is used again, unless it is out. */
    private ByteBuffer direct = NONE;

    void to(Receiver receiver, byte[] bytes) {
        int size = bytes.length + 2 * MARGIN;
        int kind = bytes.length % 3;
        ByteBuffer whole = kind == 0 ? direct(size) : ByteBuffer.allocate(size);
        poison(whole);
        whole.put(MARGIN, bytes).position(MARGIN).limit(MARGIN + bytes.length);
        ByteBuffer lent = kind == 1 ? whole.asReadOnlyBuffer() : kind == 2 ? whole.slice() : whole.duplicate();
        receiver.bytes(lent);
        byte[] after = new byte[bytes.length];
        whole.get(MARGIN, after);
        poison(whole);
        if (kind == 0) {
            direct = whole;
        }
        if (!Arrays.equals(bytes, after)) {
            throw new AssertionError("the receiver wrote into the lent buffer");
        }
    }

    private ByteBuffer direct(int size) {
        ByteBuffer kept = direct;
        direct = NONE;
        return kept.capacity() >= size ? kept : ByteBuffer.allocateDirect(size);
    }

    private static void poison(ByteBuffer buffer) {
        buffer.clear();
        byte[] poison = new byte[buffer.capacity()];
        Arrays.fill(poison, POISON);
        buffer.put(0, poison);
    }
}
