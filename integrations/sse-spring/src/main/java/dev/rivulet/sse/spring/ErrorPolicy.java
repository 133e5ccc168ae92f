package dev.rivulet.sse.spring;

import java.time.Duration;

/** What a listener does about exceptions. */
record ErrorPolicy(OnError onError, int retries, Duration delay) {
    ErrorPolicy {
        if (retries < 0) {
            throw new IllegalArgumentException("retries must not be negative: " + retries);
        }
        if (delay.isNegative()) {
            throw new IllegalArgumentException("retryDelay must not be negative: " + delay);
        }
    }

    /** Whether the listener is called again after it has thrown this often for the same event. */
    boolean retriesAfter(int failures) {
        return onError.retries() && failures <= retries;
    }

    boolean skips() {
        return onError.skips();
    }
}
