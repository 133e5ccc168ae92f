package dev.rivulet.sse.internal;

import dev.rivulet.sse.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.format.DateTimeFormatter;
import org.jspecify.annotations.Nullable;

/** How long a response asks to wait (RFC 9110, 10.2.3), and {@code retry-after-ms}, which some services send. */
final class RetryAfter {
    private RetryAfter() {}

    /** The time to wait, not negative; null where the response asks for none or cannot be understood. */
    static @Nullable Duration of(Headers headers, Instant now) {
        String millis = headers.first("retry-after-ms");
        if (millis != null) {
            long value = digits(millis.strip());
            if (value >= 0) {
                return Duration.ofMillis(value);
            }
        }
        String after = headers.first("Retry-After");
        if (after == null) {
            return null;
        }
        long seconds = digits(after.strip());
        if (seconds >= 0) {
            return Duration.ofSeconds(seconds);
        }
        Instant until = date(after.strip());
        if (until == null) {
            return null;
        }
        String sent = headers.first("Date");
        Instant from = sent == null ? null : date(sent.strip());
        Duration wait = Duration.between(from == null ? now : from, until);
        return wait.isNegative() ? Duration.ZERO : wait;
    }

    private static @Nullable Instant date(String text) {
        try {
            return Instant.from(DateTimeFormatter.RFC_1123_DATE_TIME.parse(text));
        } catch (DateTimeException e) {
            return null;
        }
    }

    /** The value of ASCII digits, saturated; -1 for anything else. */
    private static long digits(String text) {
        long value = 0;
        for (int i = 0; i < text.length(); i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit > 9) {
                return -1;
            }
            value = Math.min(value * 10 + digit, Integer.MAX_VALUE);
        }
        return text.isEmpty() ? -1 : value;
    }
}
