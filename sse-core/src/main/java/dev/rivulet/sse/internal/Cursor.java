package dev.rivulet.sse.internal;

import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The committed last event ID: set by the session after each event, its String made when anybody asks. A sequence lock:
 * the number is odd while the bytes change, and a reader takes another look if it changed meanwhile.
 */
final class Cursor {
    private volatile int sequence;
    private byte[] bytes = {};
    private int length;

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void set(byte[] id, int idLength) {
        sequence++;
        VarHandle.storeStoreFence(); // nothing written below may be seen before
        if (bytes.length < idLength) {
            bytes = new byte[Math.max(16, idLength)];
        }
        System.arraycopy(id, 0, bytes, 0, idLength);
        length = idLength;
        sequence++;
    }

    String get() {
        while (true) {
            int before = sequence;
            byte[] seen = bytes;
            byte[] copy = Arrays.copyOf(seen, Math.min(length, seen.length));
            VarHandle.acquireFence();
            if ((before & 1) == 0 && before == sequence) {
                return new String(copy, StandardCharsets.UTF_8);
            }
            Thread.onSpinWait();
        }
    }
}
