package dev.rivulet.sse.parser;

import dev.rivulet.sse.property.Inputs;
import java.util.Arrays;
import java.util.Random;
import java.util.stream.IntStream;

/** Ways to cut a stream, as ascending offsets. */
final class Chunks {
    private Chunks() {}

    /** Chunks of these sizes, over and over; sizes may be zero, but not all of them. */
    static int[] offsets(int length, int... sizes) {
        var offsets = IntStream.builder();
        int at = 0;
        for (int i = 0; at < length; i++) {
            at += sizes[i % sizes.length];
            if (at < length) {
                offsets.add(at);
            }
        }
        return offsets.build().toArray();
    }

    /** Chunks of a few sizes, over and over, most of them small; zero is an empty chunk. */
    static int[] any(Inputs in, int length) {
        int[] sizes = new int[1 + in.below(6)];
        Arrays.setAll(sizes, i -> in.between(0, in.oneIn(3) ? 120 : 12));
        if (Arrays.stream(sizes).sum() == 0) {
            sizes[0] = 1;
        }
        return offsets(length, in.note("chunk sizes", sizes));
    }

    /** Up to so many cuts anywhere, sometimes twice at one place. */
    static int[] anywhere(Inputs in, int length, int atMost) {
        return in.list(atMost, () -> in.between(0, length)).stream()
                .mapToInt(Integer::intValue)
                .sorted()
                .toArray();
    }

    /** Up to so many cuts anywhere, sometimes twice at one place. */
    static int[] random(Random random, int length, int atMost) {
        int cuts = random.nextInt(atMost + 1);
        return random.ints(cuts, 0, length + 1).sorted().toArray();
    }

    /** Every place to cut a stream in two; of a stream over 4 KiB a seeded sample of 50. */
    static int[] places(int length) {
        return length <= 4096
                ? IntStream.rangeClosed(0, length).toArray()
                : new Random(length).ints(50, 0, length + 1).toArray();
    }
}
