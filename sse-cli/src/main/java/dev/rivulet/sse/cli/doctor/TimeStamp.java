package dev.rivulet.sse.cli.doctor;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.time.format.DateTimeFormatter;
import java.util.OptionalLong;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The time at which an event was made, where the event says it: in its id, or else in its data. */
final class TimeStamp {
    private static final Pattern ISO = Pattern.compile(
            "(\\d{4}-\\d\\d-\\d\\d)[T ](\\d\\d:\\d\\d:\\d\\d(?:\\.\\d{1,9})?) ?(Z|[+-]\\d\\d:?\\d\\d)?");

    /** Since 1970, from 2014 to 2036: 13 digits are milliseconds, 16 microseconds, 10 with a fraction seconds. */
    private static final Pattern MICROS = Pattern.compile("(?<![\\d.])(1[4-9]\\d{14}|20\\d{14})(?![\\d.])");

    private static final Pattern MILLIS = Pattern.compile("(?<![\\d.])(1[4-9]\\d{11}|20\\d{11})(?![\\d.])");
    private static final Pattern SECONDS = Pattern.compile("(?<![\\d.])((?:1[4-9]|20)\\d{8})\\.(\\d{1,9})(?!\\d)");

    private TimeStamp() {}

    /** In nanoseconds since 1970. Both texts are short. */
    static OptionalLong in(String id, String data) {
        OptionalLong time = in(id);
        return time.isPresent() ? time : in(data);
    }

    private static OptionalLong in(String text) {
        Matcher micros = MICROS.matcher(text);
        Matcher millis = MILLIS.matcher(text);
        Matcher seconds = SECONDS.matcher(text);
        Matcher iso = ISO.matcher(text);
        if (iso.find()) {
            return instant(iso);
        } else if (micros.find()) {
            return OptionalLong.of(Long.parseLong(micros.group(1)) * 1_000);
        } else if (millis.find()) {
            return OptionalLong.of(Long.parseLong(millis.group(1)) * 1_000_000);
        } else if (seconds.find()) {
            String fraction = (seconds.group(2) + "000000000").substring(0, 9);
            return OptionalLong.of(Long.parseLong(seconds.group(1)) * 1_000_000_000 + Long.parseLong(fraction));
        }
        return OptionalLong.empty();
    }

    private static OptionalLong instant(Matcher iso) {
        String zone = iso.group(3) == null ? "Z" : iso.group(3).replaceFirst("^(...)(\\d\\d)$", "$1:$2");
        try {
            Instant read = OffsetDateTime.parse(
                            iso.group(1) + "T" + iso.group(2) + zone, DateTimeFormatter.ISO_OFFSET_DATE_TIME)
                    .toInstant();
            return OptionalLong.of(read.getEpochSecond() * 1_000_000_000 + read.getNano());
        } catch (DateTimeException noSuchDay) {
            return OptionalLong.empty();
        }
    }
}
