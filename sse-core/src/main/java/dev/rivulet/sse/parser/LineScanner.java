package dev.rivulet.sse.parser;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/**
 * Finds line ends eight bytes at a time (SWAR: SIMD within a register).
 *
 * <p>A byte below 14 is a line end or a control character, which text hardly has, and one subtraction finds both: it
 * borrows out of every such byte. The lowest byte found is exact, those above it may be echoes of its borrow.
 */
final class LineScanner {
    static final long HIGH_BITS = 0x8080808080808080L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FOURTEEN = 0x0E0E0E0E0E0E0E0EL;

    /** Not final, for the compiler repeats a constant at each use, ten bytes long, where a variable stays in a register. */
    private static long inRegister = FOURTEEN;

    private LineScanner() {}

    /** The eight bytes at {@code at}, the first in the lowest bits. */
    static long word(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    /** The index in its word of the byte that the lowest set bit of a mask stands for. */
    static int first(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    /**
     * The first byte in {@code [from, to)} that is below 14 or not ASCII, or {@code to}. Bytes behind {@code to} are read
     * and of no effect. Where the array ends within 16 bytes it may return an earlier byte that is neither.
     */
    static int textEnd(byte[] bytes, int from, int to) {
        long fourteen = inRegister;
        int last = Math.min(to - 1, bytes.length - 16);
        int at = from;
        for (; at <= last; at += 16) {
            long first = (long) LONG.get(bytes, at);
            long second = (long) LONG.get(bytes, at + 8);
            first |= first - fourteen;
            second |= second - fourteen;
            if (((first | second) & HIGH_BITS) != 0) {
                // Without a branch: which of the two it is cannot be predicted.
                first &= HIGH_BITS;
                int inFirst = Long.numberOfTrailingZeros(first);
                int inSecond = Long.SIZE + Long.numberOfTrailingZeros(second & HIGH_BITS);
                return Math.min(to, at + ((first != 0 ? inFirst : inSecond) >>> 3));
            }
        }
        return Math.min(at, to);
    }

    /** The first byte in {@code [from, to)} that is below 14, or {@code to}. */
    static int controlEnd(byte[] bytes, int from, int to) {
        long fourteen = inRegister;
        int at = from;
        for (; at <= to - 8; at += 8) {
            long word = (long) LONG.get(bytes, at);
            long suspects = (word - fourteen) & ~word & HIGH_BITS;
            if (suspects != 0) {
                return at + first(suspects);
            }
        }
        while (at < to && (bytes[at] < 0 || bytes[at] >= 14)) {
            at++;
        }
        return at;
    }

    /** The index of the first CR or LF in {@code [from, to)}, or {@code to}. */
    static int lineEnd(byte[] bytes, int from, int to) {
        int at = from;
        while ((at = controlEnd(bytes, at, to)) < to && !isLineEnd(bytes[at])) {
            at++;
        }
        return at;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
