package dev.rivulet.sse.internal.duplicates;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.SplittableRandom;

/**
 * 64-bit hashes of bytes, sixteen a multiplication (the scheme of wyhash). The seeds differ from process to process, so
 * that no peer can choose ids or data that collide.
 */
final class ByteHash {
    private static final VarHandle LONG = MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final VarHandle INT = MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.LITTLE_ENDIAN);
    private static final SplittableRandom RANDOM = new SplittableRandom();
    private static final long START = RANDOM.nextLong();
    private static final long FIRST = RANDOM.nextLong();
    private static final long SECOND = RANDOM.nextLong();
    private static final long THIRD = RANDOM.nextLong();

    private ByteHash() {}

    static long of(long seed, byte[] bytes, int offset, int length) {
        long hash = seed ^ START;
        long other = THIRD; // a second chain: the processor multiplies for both at once
        int at = offset;
        int to = offset + length;
        for (; at <= to - 32; at += 32) {
            hash = mix(word(bytes, at) ^ FIRST, word(bytes, at + 8) ^ hash);
            other = mix(word(bytes, at + 16) ^ SECOND, word(bytes, at + 24) ^ other);
        }
        if (at <= to - 16) {
            hash = mix(word(bytes, at) ^ FIRST, word(bytes, at + 8) ^ hash);
            at += 16;
        }
        return rest(hash ^ other, bytes, at, to, length);
    }

    /** The last bytes, fewer than sixteen, in two words that may overlap. */
    private static long rest(long hash, byte[] bytes, int at, int to, int length) {
        int left = to - at;
        long low = 0;
        long high = 0;
        if (left >= 8) {
            low = word(bytes, at);
            high = word(bytes, to - 8);
        } else if (left >= 4) {
            low = (int) INT.get(bytes, at);
            high = (int) INT.get(bytes, to - 4);
        } else if (left > 0) {
            int three = bytes[at] << 16 | (bytes[at + left / 2] & 0xFF) << 8 | (bytes[to - 1] & 0xFF);
            low = three;
        }
        return mix(mix(low ^ FIRST, high ^ hash) ^ SECOND, length ^ START);
    }

    static long of(String text) {
        long hash = text.length();
        for (int i = 0; i < text.length(); i++) {
            hash = mix(hash ^ FIRST, text.charAt(i) ^ SECOND);
        }
        return hash;
    }

    private static long word(byte[] bytes, int at) {
        return (long) LONG.get(bytes, at);
    }

    private static long mix(long one, long other) {
        return Math.multiplyHigh(one, other) ^ one * other;
    }
}
