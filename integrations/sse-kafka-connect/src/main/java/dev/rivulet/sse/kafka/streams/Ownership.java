package dev.rivulet.sse.kafka.streams;

import java.nio.charset.StandardCharsets;

/**
 * Which streams a task owns, by rendezvous hashing: each stream has a score with each task's number, and the highest owns
 * it. All tasks compute the same without talking to each other. A stream that is added moves no other; one more task takes
 * only the streams that it will own, from all others alike.
 *
 * <p>With few streams a task the shares differ: expect a deviation of the square root of the streams that a task has.
 *
 * @param task the number of this task, from 0
 * @param tasks how many tasks there are
 */
public record Ownership(int task, int tasks) {
    private static final long FNV_BASIS = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;
    private static final long STEP = 0x9e3779b97f4a7c15L;

    /**
     * Checks the numbers.
     *
     * @throws IllegalArgumentException unless {@code 0 <= task < tasks}
     */
    public Ownership {
        if (task < 0 || task >= tasks) {
            throw new IllegalArgumentException("task " + task + " of " + tasks);
        }
    }

    /** Whether this task owns the stream of this name. Any thread may call it. */
    public boolean owns(String name) {
        return ownerOf(name) == task;
    }

    private int ownerOf(String name) {
        long hash = hash(name);
        int owner = 0;
        long best = score(hash, 0);
        for (int each = 1; each < tasks; each++) {
            long score = score(hash, each);
            if (score > best) {
                best = score;
                owner = each;
            }
        }
        return owner;
    }

    /** FNV-1a. It must never change: a rolling upgrade has tasks of both versions. */
    private static long hash(String name) {
        long hash = FNV_BASIS;
        for (byte each : name.getBytes(StandardCharsets.UTF_8)) {
            hash = (hash ^ (each & 0xFF)) * FNV_PRIME;
        }
        return hash;
    }

    /** The finalizer of SplitMix64, whose every output bit depends on every input bit. */
    private static long score(long hash, int task) {
        long mixed = mix(hash) + STEP * (task + 1L);
        return mix(mixed);
    }

    private static long mix(long bits) {
        long mixed = (bits ^ (bits >>> 30)) * 0xbf58476d1ce4e5b9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94d049bb133111ebL;
        return mixed ^ (mixed >>> 31);
    }
}
