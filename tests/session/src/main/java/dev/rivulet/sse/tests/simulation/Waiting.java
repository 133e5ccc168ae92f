package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.http.Headers;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import org.jspecify.annotations.Nullable;

/**
 * The time that a response asks to wait: its headers, and what they mean.
 *
 * @param until for dates without a Date header
 */
record Waiting(Headers headers, Duration time, @Nullable Instant until) {
    static Waiting of(Reply.Wait wait, Instant now) {
        Instant whole = now.truncatedTo(ChronoUnit.SECONDS);
        return switch (wait) {
            case NOTHING -> new Waiting(Headers.none(), Duration.ZERO, null);
            case ZERO -> after("0", Duration.ZERO);
            case SECONDS -> after("3", Duration.ofSeconds(3));
            case MILLIS -> new Waiting(Headers.none().add("retry-after-ms", "1500"), Duration.ofMillis(1500), null);
            case DATE -> new Waiting(retryAfter(date(whole.plusSeconds(20))), Duration.ZERO, whole.plusSeconds(20));
            case DATE_AGAINST_DATE ->
                new Waiting(
                        retryAfter(date(whole.plusSeconds(1005))).add("Date", date(whole.plusSeconds(1000))),
                        Duration.ofSeconds(5),
                        null);
            case PAST_DATE -> new Waiting(retryAfter(date(whole.minusSeconds(9))), Duration.ZERO, null);
            case GARBAGE -> after("tomorrow", Duration.ZERO);
            case HUGE -> after("123456789012", Duration.ofSeconds(Integer.MAX_VALUE));
        };
    }

    /** The least that it may be where a date is read at {@code now}. */
    Duration least(Instant now) {
        if (until == null) {
            return time;
        }
        Duration left = Duration.between(now, until);
        return left.isNegative() ? Duration.ZERO : left;
    }

    private static Waiting after(String value, Duration time) {
        return new Waiting(retryAfter(value), time, null);
    }

    private static Headers retryAfter(String value) {
        return Headers.none().add("Retry-After", value);
    }

    private static String date(Instant at) {
        return DateTimeFormatter.RFC_1123_DATE_TIME.format(at.atOffset(ZoneOffset.UTC));
    }
}
