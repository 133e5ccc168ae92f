package dev.rivulet.sse.internal.recovery;

import dev.rivulet.sse.http.Headers;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** How long a response asks to wait (RFC 9110, 10.2.3), and {@code retry-after-ms}, which some services send. */
public final class RetryAfter {
    /** The three forms that a recipient must understand (RFC 9110, 5.6.7). Years of two digits are those since 1970. */
    private static final List<DateTimeFormatter> DATES = List.of(
            DateTimeFormatter.RFC_1123_DATE_TIME,
            new DateTimeFormatterBuilder()
                    .appendPattern("EEEE, dd-MMM-")
                    .appendValueReduced(ChronoField.YEAR, 2, 2, 1970)
                    .appendPattern(" HH:mm:ss 'GMT'")
                    .toFormatter(Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC),
            DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss uuuu", Locale.ENGLISH)
                    .withZone(ZoneOffset.UTC));

    private RetryAfter() {}

    /** The time to wait, not negative; null where the response asks for none or cannot be understood. */
    public static @Nullable Duration of(Headers headers, Instant now) {
        String millis = headers.first("retry-after-ms");
        Duration exact = millis == null ? null : decimal(millis.strip(), Duration.ofMillis(1));
        if (exact != null) {
            return exact;
        }
        String after = headers.first("Retry-After");
        if (after == null) {
            return null;
        }
        Duration seconds = decimal(after.strip(), Duration.ofSeconds(1));
        if (seconds != null) {
            return seconds;
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
        for (DateTimeFormatter form : DATES) {
            try {
                return Instant.from(form.parse(text));
            } catch (DateTimeException e) {
                // another form, or none
            }
        }
        return null;
    }

    /** So many units; null for anything but ASCII digits, with a fraction or without. Beyond nanoseconds it is cut. */
    private static @Nullable Duration decimal(String text, Duration unit) {
        int point = text.indexOf('.');
        long whole = digits(point < 0 ? text : text.substring(0, point));
        String fraction = point < 0 ? "0" : text.substring(point + 1);
        if (whole < 0 || digits(fraction) < 0) {
            return null;
        }
        String nine = (fraction + "00000000").substring(0, 9);
        return unit.multipliedBy(whole).plusNanos(unit.toNanos() * digits(nine) / 1_000_000_000);
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
