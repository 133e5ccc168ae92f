package dev.rivulet.sse.internal.commits;

import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The committed last event ID: set by the session after each event, its String made when it is asked for. A sequence lock:
 * the number is odd while the bytes change, and a reader takes another look if it changed meanwhile.
 */
final class CommittedId {
    private volatile int sequence;
    private byte[] bytes = {};
    private int length;

    @SuppressWarnings("NonAtomicVolatileUpdate") // one writer
    void set(IdBytes id) {
        sequence++;
        VarHandle.storeStoreFence(); // nothing written below may be seen before
        if (bytes.length < id.length()) {
            bytes = new byte[Math.max(16, id.length())];
        }
        System.arraycopy(id.bytes(), 0, bytes, 0, id.length());
        length = id.length();
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
