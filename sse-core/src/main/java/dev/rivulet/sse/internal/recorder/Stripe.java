package dev.rivulet.sse.internal.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.locks.ReentrantLock;

/**
 * A part of the ring: pieces of bytes, of which the oldest make room for the newest. Its lock is held while a piece is
 * copied, and is not one of the monitors that pin virtual threads.
 */
final class Stripe {
    /**
     * A piece as it is read.
     *
     * @param sequence its place among all that its session has recorded
     * @param before how many bytes of the session came before it
     */
    record Piece(int session, int sequence, long nanos, long before, byte[] bytes) {}

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // A header: length of the bytes, session, sequence, nanos, bytes before.
    private static final int SESSION = 4;
    private static final int SEQUENCE = 8;
    private static final int NANOS = 12;
    private static final int BEFORE = 20;
    private static final int HEADER = 28;

    private final ReentrantLock lock = new ReentrantLock();
    private final byte[] header = new byte[HEADER];
    private final byte[] memory;
    private long oldest; // positions since the beginning, of which the memory holds the last ones
    private long next;

    Stripe(int bytes) {
        this.memory = new byte[bytes];
    }

    /** Records the bytes at [from, to), in pieces where they are longer than half of the memory. */
    void add(int session, int sequence, long nanos, long before, byte[] array, int from, int to) {
        int most = memory.length / 2 - HEADER;
        lock.lock();
        try {
            for (int at = from; at < to; at += most) {
                piece(session, sequence, nanos, before + (at - from), array, at, Math.min(to, at + most));
            }
        } finally {
            lock.unlock();
        }
    }

    private void piece(int session, int sequence, long nanos, long before, byte[] array, int from, int to) {
        int length = to - from;
        makeRoom(HEADER + length);
        INT.set(header, 0, length);
        INT.set(header, SESSION, session);
        INT.set(header, SEQUENCE, sequence);
        LONG.set(header, NANOS, nanos);
        LONG.set(header, BEFORE, before);
        put(header, 0, HEADER);
        put(array, from, length);
    }

    private void makeRoom(int bytes) {
        while (next - oldest + bytes > memory.length) {
            read(memory, oldest, header, HEADER);
            oldest += HEADER + (int) INT.get(header, 0);
        }
    }

    private void put(byte[] from, int offset, int length) {
        int at = (int) (next % memory.length);
        int first = Math.min(length, memory.length - at);
        System.arraycopy(from, offset, memory, at, first);
        System.arraycopy(from, offset + first, memory, 0, length - first);
        next += length;
    }

    private static void read(byte[] ring, long position, byte[] into, int length) {
        int at = (int) (position % ring.length);
        int first = Math.min(length, ring.length - at);
        System.arraycopy(ring, at, into, 0, first);
        System.arraycopy(ring, 0, into, first, length - first);
    }

    /** The pieces that are still there, from the oldest. */
    List<Piece> pieces() {
        byte[] copy;
        long from;
        long to;
        lock.lock();
        try {
            copy = memory.clone();
            from = oldest;
            to = next;
        } finally {
            lock.unlock();
        }
        return pieces(copy, from, to);
    }

    private static List<Piece> pieces(byte[] ring, long from, long to) {
        List<Piece> pieces = new ArrayList<>();
        byte[] head = new byte[HEADER];
        for (long at = from; at < to; ) {
            read(ring, at, head, HEADER);
            byte[] bytes = new byte[(int) INT.get(head, 0)];
            read(ring, at + HEADER, bytes, bytes.length);
            pieces.add(new Piece(
                    (int) INT.get(head, SESSION),
                    (int) INT.get(head, SEQUENCE),
                    (long) LONG.get(head, NANOS),
                    (long) LONG.get(head, BEFORE),
                    bytes));
            at += HEADER + bytes.length;
        }
        return pieces;
    }
}
