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
    private static final long FOURTH = RANDOM.nextLong();

    private ByteHash() {}

    /** Four chains, so that the processor multiplies for all of them at once. */
    static long of(long seed, byte[] bytes, int offset, int length) {
        long first = seed ^ START;
        long second = FIRST;
        long third = SECOND;
        long fourth = THIRD;
        int at = offset;
        int to = offset + length;
        for (; at <= to - 64; at += 64) {
            first = mix(word(bytes, at) ^ FIRST, word(bytes, at + 8) ^ first);
            second = mix(word(bytes, at + 16) ^ SECOND, word(bytes, at + 24) ^ second);
            third = mix(word(bytes, at + 32) ^ THIRD, word(bytes, at + 40) ^ third);
            fourth = mix(word(bytes, at + 48) ^ START, word(bytes, at + 56) ^ fourth);
        }
        if (at <= to - 32) {
            first = mix(word(bytes, at) ^ FIRST, word(bytes, at + 8) ^ first);
            second = mix(word(bytes, at + 16) ^ SECOND, word(bytes, at + 24) ^ second);
            at += 32;
        }
        if (at <= to - 16) {
            third = mix(word(bytes, at) ^ THIRD, word(bytes, at + 8) ^ third);
            at += 16;
        }
        long rest = rest(bytes, at, to);
        return mix(first ^ second ^ third ^ fourth ^ rest, length ^ START);
    }

    /** Of the last bytes, fewer than sixteen, in two words that may overlap. */
    private static long rest(byte[] bytes, int at, int to) {
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
        return mix(low ^ FOURTH, high ^ SECOND);
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
