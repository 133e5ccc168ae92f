package dev.rivulet.sse.opentelemetry;

import java.util.function.BooleanSupplier;

/**
 * Asks OpenTelemetry whether what is recorded is read. Versions that Spring Boot 4.0 and 3.5 manage, 1.55 and 1.49, cannot be
 * asked; then it is taken to be read.
 */
final class Enabled {
    private Enabled() {}

    /** @param question a lambda, not a method reference, which could not be linked there */
    static boolean is(BooleanSupplier question) {
        try {
            return question.getAsBoolean();
        } catch (NoSuchMethodError cannotBeAsked) {
            return true;
        }
    }
}
