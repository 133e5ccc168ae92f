package dev.rivulet.sse.parser;

import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** A few char arrays that decoders lend each other, so that decoding allocates nothing but the String. Lossy. */
final class CharScratch {
    private static final int SLOTS = 16;
    private static final int SMALLEST = 8 << 10;
    private static final int LARGEST = 64 << 10;
    private static final AtomicReferenceArray<char @Nullable []> FREE = new AtomicReferenceArray<>(SLOTS);

    private CharScratch() {}

    static char[] acquire(int length) {
        char[] kept = FREE.getAndSet(slot(), null);
        return kept != null && kept.length >= length ? kept : new char[Math.max(SMALLEST, length)];
    }

    static void release(char[] chars) {
        if (chars.length <= LARGEST) {
            FREE.lazySet(slot(), chars);
        }
    }

    private static int slot() {
        return (int) (Thread.currentThread().getId() & (SLOTS - 1));
    }
}
