package dev.rivulet.sse.netty;

import io.netty.buffer.ByteBuf;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * A chunk's size line: hexadecimal digits, blanks, extensions after a semicolon, CRLF (RFC 9112, 7.1). Blanks without
 * extensions are tolerated; a lone LF, and anything else, is not, since others would read another size.
 *
 * @param fault null for none
 */
record ChunkSize(long bytes, @Nullable String fault) {
    /** Of the extensions too, which are ignored. */
    private static final int LONGEST_LINE = 8 << 10;

    private static final int MOST_DIGITS = 15; // so that a size fits a long
    private static final int MOST_SHOWN = 20;

    /** Reads a line, from its first byte on. Null, and nothing read, where its end has not come yet. */
    static @Nullable ChunkSize of(ByteBuf buffer) {
        int from = buffer.readerIndex();
        int length = buffer.bytesBefore(Math.min(buffer.readableBytes(), LONGEST_LINE), (byte) '\n');
        if (length < 0) {
            return buffer.readableBytes() < LONGEST_LINE ? null : broken(buffer, from, LONGEST_LINE);
        }
        boolean endsInCr = length > 0 && buffer.getByte(from + length - 1) == '\r';
        ChunkSize size = endsInCr ? parse(buffer, from, length - 1) : broken(buffer, from, length);
        buffer.readerIndex(from + length + 1);
        return size;
    }

    private static ChunkSize parse(ByteBuf line, int from, int length) {
        int digits = 0;
        int zeros = 0;
        long size = 0;
        for (int digit; digits < length && (digit = Character.digit(line.getByte(from + digits), 16)) >= 0; digits++) {
            zeros += size == 0 ? 1 : 0;
            size = size << 4 | digit;
            if (digits - zeros >= MOST_DIGITS) {
                return broken(line, from, length);
            }
        }
        int rest = digits;
        while (rest < length && isBlank(line.getByte(from + rest))) {
            rest++;
        }
        boolean isWhole = digits > 0 && (rest == length || isExtension(line, from + rest, from + length));
        return isWhole ? new ChunkSize(size, null) : broken(line, from, length);
    }

    private static boolean isBlank(byte b) {
        return b == ' ' || b == '\t';
    }

    private static boolean isExtension(ByteBuf line, int at, int to) {
        return line.getByte(at) == ';' && line.indexOf(at, to, (byte) '\r') < 0;
    }

    private static ChunkSize broken(ByteBuf line, int from, int length) {
        String shown = line.toString(from, Math.min(length, MOST_SHOWN), StandardCharsets.ISO_8859_1)
                .replaceAll("[^ -~]", "?");
        return new ChunkSize(0, "this is no chunk size: \"" + shown + "\"");
    }
}
