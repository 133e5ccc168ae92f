package dev.rivulet.sse.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time with its unit: {@code 30s}, {@code 1.5m}, {@code 2h}; without one, seconds. */
final class TimeSpan implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,9}(?:\\.[0-9]{1,9})?)([smh]?)");

    @Override
    public Duration convert(String text) {
        Matcher parts = TIME.matcher(text);
        if (!parts.matches()) {
            throw new TypeConversionException("'" + text + "' is not a time, such as 30s, 5m or 2h");
        }
        int seconds = switch (parts.group(2)) {
            case "m" -> 60;
            case "h" -> 3600;
            default -> 1;
        };
        var nanos = new BigDecimal(parts.group(1))
                .multiply(BigDecimal.valueOf(seconds))
                .movePointRight(9);
        return Duration.ofNanos(nanos.longValueExact());
    }
}
