package dev.rivulet.sse.internal.commits;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * The committed last event ID: set by the session after each event, its String made when it is asked for. A sequence lock:
 * the number is odd while the bytes change, and a reader takes another look if it changed meanwhile.
 */
final class CommittedId {
    private static final VarHandle SEQUENCE = sequence();

    @SuppressWarnings("unused") // by its handle
    private int sequence;

    private byte[] bytes = IdBytes.NONE;
    private int length;

    private static VarHandle sequence() {
        try {
            return MethodHandles.lookup().findVarHandle(CommittedId.class, "sequence", int.class);
        } catch (ReflectiveOperationException e) {
            throw new ExceptionInInitializerError(e);
        }
    }

    /** One writer. What it does later, in whatever way another thread learns of it, is seen after this. */
    void set(IdBytes id) {
        int next = sequence + 2;
        SEQUENCE.setOpaque(this, next - 1);
        VarHandle.storeStoreFence(); // nothing written below may be seen before
        if (bytes.length < id.length()) {
            bytes = new byte[Math.max(16, id.length())];
        }
        IdBytes.copy(id.bytes(), bytes, id.length());
        length = id.length();
        SEQUENCE.setRelease(this, next);
    }

    String get() {
        while (true) {
            int before = (int) SEQUENCE.getAcquire(this);
            byte[] seen = bytes;
            byte[] copy = Arrays.copyOf(seen, Math.min(length, seen.length));
            VarHandle.acquireFence();
            if ((before & 1) == 0 && before == (int) SEQUENCE.getOpaque(this)) {
                return new String(copy, StandardCharsets.UTF_8);
            }
            Thread.onSpinWait();
        }
    }
}
