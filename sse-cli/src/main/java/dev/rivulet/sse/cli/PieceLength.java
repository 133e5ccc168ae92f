package dev.rivulet.sse.cli;

import java.util.regex.Pattern;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** How long the pieces of a body may be, in bytes. */
final class PieceLength implements ITypeConverter<Integer> {
    static final int AS_RECORDED = Integer.MAX_VALUE;

    private static final Pattern NUMBER = Pattern.compile("[1-9][0-9]{0,8}");

    @Override
    public Integer convert(String text) {
        if (text.equals("as-recorded")) {
            return AS_RECORDED;
        } else if (!NUMBER.matcher(text).matches()) {
            throw new TypeConversionException("'" + text + "' is neither a number of bytes nor as-recorded");
        }
        return Integer.valueOf(text);
    }
}
