package dev.rivulet.sse.internal.recorder;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

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
    record Piece(int session, int sequence, long nanos, long before, byte[] bytes) {
        Piece with(byte[] copied) {
            return new Piece(session, sequence, nanos, before, copied);
        }
    }

    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);

    // A header: length of the bytes, session, sequence, nanos, bytes before.
    private static final int SESSION = 4;
    private static final int SEQUENCE = 8;
    private static final int NANOS = 12;
    private static final int BEFORE = 20;
    private static final int HEADER = 28;

    private static final int A_TURN = 64 << 10;
    private static final byte[] NONE = {};

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

    /** The pieces of a session that are still there, from the oldest. */
    List<Piece> pieces(int session) {
        List<Piece> pieces = new ArrayList<>();
        read((piece, bytes) -> {
            if (piece.session() == session) {
                pieces.add(piece.with(bytes.get()));
            }
        });
        return pieces;
    }

    /** All that are still there, by session. */
    Map<Integer, List<Piece>> pieces() {
        Map<Integer, List<Piece>> pieces = new HashMap<>();
        read((piece, bytes) -> pieces.computeIfAbsent(piece.session(), session -> new ArrayList<>())
                .add(piece.with(bytes.get())));
        return pieces;
    }

    /** Takes a piece without its bytes, and what copies them. */
    private interface Reading {
        void piece(Piece piece, Supplier<byte[]> bytes);
    }

    /** In turns, between which the lock is free: those who write wait for a part, not for all of a large ring. */
    private void read(Reading reading) {
        long at = 0;
        long end = end();
        while (at < end) {
            lock.lock();
            try {
                at = readPart(Math.max(at, oldest), end, reading);
            } finally {
                lock.unlock();
            }
        }
    }

    private long end() {
        lock.lock();
        try {
            return next;
        } finally {
            lock.unlock();
        }
    }

    private long readPart(long from, long end, Reading reading) {
        long at = from;
        while (at < end && at - from < A_TURN) {
            read(memory, at, header, HEADER);
            int length = (int) INT.get(header, 0);
            long bytes = at + HEADER;
            reading.piece(
                    new Piece(
                            (int) INT.get(header, SESSION),
                            (int) INT.get(header, SEQUENCE),
                            (long) LONG.get(header, NANOS),
                            (long) LONG.get(header, BEFORE),
                            NONE),
                    () -> {
                        byte[] copy = new byte[length];
                        read(memory, bytes, copy, length);
                        return copy;
                    });
            at += HEADER + length;
        }
        return at;
    }
}
