package dev.rivulet.sse.property;

import java.util.concurrent.ThreadLocalRandom;

/**
 * Checks that something holds for many random inputs. Where it does not, the failure shows the simplest input that was
 * found, and the seed that finds it again: {@code mvn test -pl sse-core -Dtest=… -Drivulet.property.seed=…}.
 */
public final class Property {
    static final String SEED = "rivulet.property.seed";

    /** Draws its inputs and throws where they do not have the property. It must depend on nothing else. */
    @FunctionalInterface
    public interface Body {
        void holds(Inputs in) throws Throwable;
    }

    private Property() {}

    /** Tries it so many times: from the seed given as a system property, else from a new one each time. */
    public static void check(int tries, Body body) {
        String given = System.getProperty(SEED);
        long seed = given == null ? ThreadLocalRandom.current().nextInt(Integer.MAX_VALUE) : Long.parseLong(given);
        for (int i = 0; i < tries; i++) {
            var attempt = Attempt.of(body, Choices.random(seed + i));
            if (attempt.failure() != null) {
                throw falsified(attempt, new Shrinker(body, attempt).shrink(), seed + i);
            }
        }
    }

    private static AssertionError falsified(Attempt first, Attempt simplest, long seed) {
        String message = """
                %s
                with
                  %s
                To repeat it: -D%s=%d
                It was found with
                  %s""".formatted(simplest.failure(), listed(simplest), SEED, seed, listed(first));
        return new AssertionError(message, simplest.failure());
    }

    private static String listed(Attempt attempt) {
        return String.join("\n  ", attempt.notes());
    }
}
