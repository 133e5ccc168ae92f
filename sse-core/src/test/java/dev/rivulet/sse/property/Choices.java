package dev.rivulet.sse.property;

import java.util.Arrays;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * The numbers that decide an input: drawn at random, or replayed, and recorded in both cases. Shrinking changes these
 * numbers and not the input, so that whatever is made from them shrinks. Fewer and smaller numbers give a simpler input.
 */
final class Choices {
    private final boolean replays;
    private final long[] given;
    private final RandomGenerator random;
    private long[] made = new long[64];
    private int count;

    private Choices(boolean replays, long[] given, long seed) {
        this.replays = replays;
        this.given = given;
        this.random = new SplittableRandom(seed);
    }

    static Choices random(long seed) {
        return new Choices(false, new long[0], seed);
    }

    /** After the last of them, each choice is zero. */
    static Choices replayed(long[] choices) {
        return new Choices(true, choices, 0);
    }

    /** What a fresh choice is drawn from. A replay ignores what comes of it. */
    RandomGenerator random() {
        return random;
    }

    /** The next choice, at least 0 and less than the bound: the fresh one, or the replayed one. */
    long next(long bound, long fresh) {
        long choice = fresh;
        if (replays) {
            choice = count < given.length ? Math.min(given[count], bound - 1) : 0;
        }
        if (count == made.length) {
            made = Arrays.copyOf(made, 2 * count);
        }
        made[count++] = choice;
        return choice;
    }

    long[] made() {
        return Arrays.copyOf(made, count);
    }
}
