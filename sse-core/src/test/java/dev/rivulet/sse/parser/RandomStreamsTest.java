package dev.rivulet.sse.parser;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

/**
 * A plain fuzzer: seeded random streams, half of them mutated, cut and brought in random ways, against the reference. In a
 * build it runs for some seconds from a fixed seed; for longer, and from another:
 *
 * <pre>{@code
 * mvn -pl sse-core test -Dtest=RandomStreamsTest -Drivulet.fuzz.minutes=60 -Drivulet.fuzz.seed=7
 * }</pre>
 */
class RandomStreamsTest {
    private static final int ROUNDS = 5_000;

    @Test
    void the_parser_and_the_framer_say_what_the_reference_says() {
        long minutes = Long.getLong("rivulet.fuzz.minutes", 0);
        var seeds = new Random(Long.getLong("rivulet.fuzz.seed", 20_240_601));
        long until = System.nanoTime() + minutes * 60_000_000_000L;
        long rounds = 0;
        while (rounds < ROUNDS || minutes > 0 && System.nanoTime() < until) {
            round(seeds.nextLong());
            rounds++;
        }
        assertThat(rounds).isGreaterThanOrEqualTo(ROUNDS);
        if (minutes > 0) {
            System.out.println(rounds + " random streams");
        }
    }

    /** One stream and all its ways, decided by the seed alone. */
    private static void round(long seed) {
        var random = new Random(seed);
        byte[] stream = Streams.random(random, 1 + random.nextInt(60));
        if (random.nextBoolean()) {
            stream = Streams.mutated(random, stream);
        }
        int[] cuts = random.nextInt(3) == 0
                ? Chunks.offsets(stream.length, 1 + random.nextInt(9))
                : Chunks.random(random, stream.length, 12);
        int limit = 1 + random.nextInt(80);
        try {
            ReferenceAgreement.check(stream, cuts, random.nextLong());
            ReferenceAgreement.checkLimited(stream, cuts, random.nextLong(), limit, random.nextBoolean());
            FramerAgreement.check(stream, cuts);
            FramerAgreement.checkLimited(stream, cuts, limit, random.nextBoolean());
        } catch (AssertionError | RuntimeException e) {
            throw new AssertionError(
                    "seed " + seed + "L, cuts " + Arrays.toString(cuts) + ", stream "
                            + ReferenceAgreement.escaped(stream),
                    e);
        }
    }
}
