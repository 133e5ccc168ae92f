package dev.rivulet.sse.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads seconds, with a fraction or without, as curl does: {@code 2}, {@code 0.5}. */
final class Seconds implements ITypeConverter<Duration> {
    private static final Pattern SECONDS = Pattern.compile("[0-9]{1,9}(\\.[0-9]{0,9})?|\\.[0-9]{1,9}");

    @Override
    public Duration convert(String text) {
        if (!SECONDS.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is not a number of seconds, such as 2 or 0.5");
        }
        return Duration.ofNanos(new BigDecimal(text).movePointRight(9).longValueExact());
    }
}
