package dev.rivulet.sse.kafka.config;

import java.time.Duration;

/**
 * When streams are opened, and opened again after they have failed for good. What the session does after a loss is part
 * of its request.
 *
 * @param quarantine the time in quarantine after the first failure
 * @param quarantineMax the longest time in quarantine; not less than the first
 * @param startSpread over how long a task's streams are opened
 */
public record RetrySettings(Duration quarantine, Duration quarantineMax, Duration startSpread) {
    static RetrySettings of(Values values) {
        return new RetrySettings(
                values.millis(RetryOptions.QUARANTINE),
                values.millis(RetryOptions.QUARANTINE_MAX),
                values.millis(RetryOptions.SPREAD));
    }
}
