package dev.rivulet.sse.spi;

import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.jspecify.annotations.Nullable;

/** Up to 64 arrays of one size; a bit of {@code full} is set when its slot may be taken. Two atomic steps a call. */
final class Bucket {
    private static final int TRIES = 4;

    private final AtomicReferenceArray<byte @Nullable []> slots;
    private final AtomicLong full = new AtomicLong();
    private final long all;

    Bucket(int slots) {
        this.slots = new AtomicReferenceArray<>(slots);
        this.all = slots == 64 ? -1L : (1L << slots) - 1;
    }

    byte @Nullable [] take() {
        for (int tries = 0; tries < TRIES; tries++) {
            long seen = full.get();
            if (seen == 0) {
                return null;
            }
            long bit = Long.lowestOneBit(seen);
            if (full.compareAndSet(seen, seen & ~bit)) {
                return slots.getAndSet(Long.numberOfTrailingZeros(bit), null);
            }
        }
        return null;
    }

    boolean put(byte[] array) {
        long free = ~full.get() & all;
        for (int tries = 0; tries < TRIES && free != 0; tries++) {
            int slot = Long.numberOfTrailingZeros(free);
            if (slots.compareAndSet(slot, null, array)) {
                full.getAndAccumulate(1L << slot, (a, b) -> a | b);
                return true;
            }
            free &= free - 1;
        }
        return false;
    }

    int size() {
        return Long.bitCount(full.get());
    }
}
