package dev.rivulet.sse.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How many times as fast as recorded; infinite for {@code max}. */
final class Speed implements ITypeConverter<Double> {
    private static final Pattern NUMBER = Pattern.compile("[0-9]{1,6}(\\.[0-9]{1,6})?");

    @Override
    public Double convert(String text) {
        double speed = text.equals("max")
                ? Double.POSITIVE_INFINITY
                : NUMBER.matcher(text).matches() ? Double.parseDouble(text) : 0;
        if (!(speed > 0)) {
            throw new TypeConversionException("'" + text + "' is not a speed, such as 1, 0.5, 10 or max");
        }
        return speed;
    }
}
