package dev.rivulet.sse.cli;

import java.math.BigDecimal;
import java.time.Duration;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Reads a time with its unit, or in seconds: {@code 30s}, {@code 2m}, {@code 500ms}, {@code 30}. */
final class WatchTime implements ITypeConverter<Duration> {
    private static final Pattern TIME = Pattern.compile("([0-9]{1,6}(?:\\.[0-9]{1,3})?)(ms|s|m|)");

    @Override
    public Duration convert(String text) {
        Matcher time = TIME.matcher(text);
        if (!time.matches()) {
            throw new TypeConversionException("'" + text + "' is not a time, such as 30s, 2m or 500ms");
        }
        int millis = switch (time.group(2)) {
            case "ms" -> 1;
            case "m" -> 60_000;
            default -> 1_000;
        };
        return Duration.ofMillis(new BigDecimal(time.group(1))
                .multiply(BigDecimal.valueOf(millis))
                .longValue());
    }
}
