package dev.rivulet.sse.parser;

import dev.rivulet.sse.spi.TextScanner;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/**
 * Finds line ends eight bytes at a time (SWAR: SIMD within a register).
 *
 * <p>A byte below 14 is a line end or a control character, which text hardly has, and one subtraction finds both: it
 * borrows out of every such byte. The lowest byte found is exact, those above it may be echoes of its borrow.
 */
final class LineScanner {
    private static final int BLOCK = 16;

    static final long HIGH_BITS = 0x8080808080808080L;

    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long FOURTEEN = 0x0E0E0E0E0E0E0E0EL;

    /** Deliberately not final: the JIT would emit a constant of ten bytes at each use; a field stays in a register. */
    private static long inRegister = FOURTEEN;

    /**
     * From a jar of its own, if there is one: constant, so that its code is inlined, or nothing is left of it. The last of
     * these fields, since what is called here may parse.
     */
    private static final @Nullable TextScanner FOUND = FoundScanner.find();

    private LineScanner() {}

    /** The eight bytes at {@code at}, the first in the lowest bits. */
    static long word(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    static void copyWord(byte[] from, int at, byte[] to, int toAt) {
        LONG.set(to, toAt, (long) LONG.get(from, at));
    }

    /** The index in its word of the byte that the lowest set bit of a mask stands for. */
    static int first(long mask) {
        return Long.numberOfTrailingZeros(mask) >>> 3;
    }

    /**
     * The first byte in {@code [from, to)} that is below 14 or not ASCII, or {@code to}. Bytes after {@code to} are read
     * and of no effect. Where the array ends within 16 bytes it may return an earlier byte that is neither.
     */
    static int textEnd(byte[] bytes, int from, int to) {
        if (FOUND == null) {
            return swarTextEnd(bytes, from, to);
        }
        int at = FOUND.textEnd(bytes, from, to);
        return at >= to || bytes[at] < 14 ? at : swarTextEnd(bytes, at, to);
    }

    private static int swarTextEnd(byte[] bytes, int from, int to) {
        long fourteen = inRegister;
        int last = Math.min(to - 1, bytes.length - 2 * BLOCK);
        int at = from;
        // Two blocks a turn: with one the compiler unrolls the loop, and each line pays for what comes before and
        // after.
        for (; at <= last; at += 2 * BLOCK) {
            long first = suspects(bytes, at, fourteen);
            long second = suspects(bytes, at + 8, fourteen);
            if (((first | second) & HIGH_BITS) != 0) {
                return Math.min(to, at + first(first, second));
            }
            first = suspects(bytes, at + BLOCK, fourteen);
            second = suspects(bytes, at + BLOCK + 8, fourteen);
            if (((first | second) & HIGH_BITS) != 0) {
                return Math.min(to, at + BLOCK + first(first, second));
            }
        }
        if (at >= to || at > bytes.length - BLOCK) {
            return Math.min(at, to);
        }
        long first = suspects(bytes, at, fourteen);
        long second = suspects(bytes, at + 8, fourteen);
        boolean isFound = ((first | second) & HIGH_BITS) != 0;
        return Math.min(to, at + (isFound ? first(first, second) : BLOCK));
    }

    private static long suspects(byte[] bytes, int at, long fourteen) {
        long word = (long) LONG.get(bytes, at);
        return word | (word - fourteen);
    }

    /** The index of the first suspect in two words, of which one has any. Without a branch, for it cannot be predicted. */
    private static int first(long first, long second) {
        int zeros = Long.numberOfTrailingZeros(first & HIGH_BITS); // 64 if there is none
        int more = Long.numberOfTrailingZeros(second & HIGH_BITS);
        return (zeros + (more & -(zeros >>> 6))) >>> 3;
    }

    /** The first byte in {@code [from, to)} that is below 14, or {@code to}. */
    static int controlEnd(byte[] bytes, int from, int to) {
        if (FOUND == null) {
            return swarControlEnd(bytes, from, to);
        }
        int at = FOUND.controlEnd(bytes, from, to);
        return at >= to || isControl(bytes[at]) ? at : swarControlEnd(bytes, at, to);
    }

    private static int swarControlEnd(byte[] bytes, int from, int to) {
        long fourteen = inRegister;
        int at = from;
        for (; at <= to - 8; at += 8) {
            long word = (long) LONG.get(bytes, at);
            long suspects = (word - fourteen) & ~word & HIGH_BITS;
            if (suspects != 0) {
                return at + first(suspects);
            }
        }
        while (at < to && !isControl(bytes[at])) {
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

    private static boolean isControl(byte b) {
        return b >= 0 && b < 14;
    }

    private static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
