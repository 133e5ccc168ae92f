package dev.rivulet.sse.internal;

import dev.rivulet.sse.http.Headers;
import java.util.Locale;
import java.util.zip.CRC32;
import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * Decodes a gzip (RFC 1952, any number of members, CRC checked) or deflate (RFC 9110, 8.4.1.2: zlib, and raw as some send
 * it) body as it comes: whatever the bytes so far allow to decode is decoded at once.
 */
final class ContentDecoder implements AutoCloseable {
    private static final int FLAG_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;

    private enum Step {
        GZIP_FIXED,
        GZIP_EXTRA_LENGTH,
        GZIP_EXTRA,
        GZIP_NAME,
        GZIP_COMMENT,
        GZIP_CRC,
        DEFLATE_FIRST,
        DATA,
        GZIP_TRAILER,
        DONE
    }

    private final boolean gzip;
    private final CRC32 crc = new CRC32();
    private final byte[] small = new byte[FIXED_HEADER];
    private Inflater inflater = new Inflater(true);
    private Step step;
    private int seen; // bytes of the current step in small, or counted
    private int extra;
    private long size;
    private byte[] input = {};
    private int at;
    private int end;

    ContentDecoder(String coding) {
        gzip = !coding.equals("deflate");
        step = gzip ? Step.GZIP_FIXED : Step.DEFLATE_FIRST;
    }

    /** A body's coding, or null: identity, none and empty are no coding. Several count as one unknown. */
    static @Nullable String coding(Headers headers) {
        String coding =
                String.join(",", headers.all("Content-Encoding")).strip().toLowerCase(Locale.ROOT);
        return coding.isEmpty() || coding.equals("identity") || coding.equals("none") ? null : coding;
    }

    static boolean knows(String coding) {
        return coding.equals("gzip") || coding.equals("x-gzip") || coding.equals("deflate");
    }

    /** The next coded bytes; those before have been decoded. The array is read until {@link #decode} gives 0. */
    void input(byte[] bytes, int from, int to) {
        input = bytes;
        at = from;
        end = to;
    }

    /** Whether the body may end here. */
    boolean isComplete() {
        return step == Step.DONE || (step == Step.GZIP_FIXED && seen == 0);
    }

    /**
     * Decodes into {@code out}.
     *
     * @return how many bytes; 0 if more input is needed, or the body is over
     * @throws ZipException if the body is damaged
     */
    int decode(byte[] out, int offset, int length) throws ZipException {
        while (true) {
            if (step == Step.DATA) {
                int count = inflate(out, offset, length);
                if (count > 0) {
                    return count;
                }
                if (step == Step.DATA && at == end) {
                    return 0;
                }
            } else if (at == end || step == Step.DONE) {
                at = end;
                return 0;
            } else {
                frame(input[at++]);
            }
        }
    }

    private int inflate(byte[] out, int offset, int length) throws ZipException {
        if (inflater.needsInput() && at < end) {
            inflater.setInput(input, at, end - at);
            at = end;
        }
        try {
            int count = inflater.inflate(out, offset, length);
            if (gzip) {
                crc.update(out, offset, count);
                size += count;
            }
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                seen = 0;
                step = gzip ? Step.GZIP_TRAILER : Step.DONE;
            } else if (inflater.needsDictionary()) {
                throw new ZipException("a preset dictionary is needed");
            }
            return count;
        } catch (DataFormatException e) {
            ZipException damaged = new ZipException(e.getMessage() == null ? "invalid data" : e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
    }

    /** Takes a byte of what frames the deflated data. */
    private void frame(byte b) throws ZipException {
        switch (step) {
            case GZIP_FIXED -> {
                small[seen++] = b;
                if (seen == FIXED_HEADER) {
                    if ((small[0] & 0xFF) != 0x1F || (small[1] & 0xFF) != 0x8B || small[2] != 8) {
                        throw new ZipException("not in gzip format");
                    }
                    extra = 0;
                    after(Step.GZIP_FIXED);
                }
            }
            case GZIP_EXTRA_LENGTH -> {
                extra |= (b & 0xFF) << 8 * seen++;
                if (seen == 2) {
                    after(extra == 0 ? Step.GZIP_EXTRA : Step.GZIP_EXTRA_LENGTH);
                }
            }
            case GZIP_EXTRA -> {
                if (--extra == 0) {
                    after(Step.GZIP_EXTRA);
                }
            }
            case GZIP_NAME, GZIP_COMMENT -> {
                if (b == 0) {
                    after(step);
                }
            }
            case GZIP_CRC -> {
                if (++seen == 2) {
                    after(Step.GZIP_CRC);
                }
            }
            case GZIP_TRAILER -> trailer(b);
            case DEFLATE_FIRST -> firstOfDeflate(b);
            case DATA, DONE -> throw new AssertionError(step);
        }
    }

    /** Goes to the first step behind {@code done} that the header's flags name. */
    private void after(Step done) {
        int flags = small[3];
        seen = 0;
        if (done == Step.GZIP_FIXED && (flags & FLAG_EXTRA) != 0) {
            step = Step.GZIP_EXTRA_LENGTH;
        } else if (done == Step.GZIP_EXTRA_LENGTH) {
            step = Step.GZIP_EXTRA;
        } else if (done.compareTo(Step.GZIP_NAME) < 0 && (flags & FLAG_NAME) != 0) {
            step = Step.GZIP_NAME;
        } else if (done.compareTo(Step.GZIP_COMMENT) < 0 && (flags & FLAG_COMMENT) != 0) {
            step = Step.GZIP_COMMENT;
        } else if (done.compareTo(Step.GZIP_CRC) < 0 && (flags & FLAG_CRC) != 0) {
            step = Step.GZIP_CRC;
        } else {
            step = Step.DATA;
        }
    }

    private void trailer(byte b) throws ZipException {
        small[seen++] = b;
        if (seen == TRAILER) {
            if (word(0) != (int) crc.getValue() || word(4) != (int) size) {
                throw new ZipException("the checksum does not match");
            }
            crc.reset();
            size = 0;
            seen = 0;
            inflater.reset();
            step = Step.GZIP_FIXED;
        }
    }

    private int word(int from) {
        return (small[from] & 0xFF)
                | (small[from + 1] & 0xFF) << 8
                | (small[from + 2] & 0xFF) << 16
                | (small[from + 3] & 0xFF) << 24;
    }

    /** A zlib header has method 8 in its first byte, and no raw stream of a server begins so with a fitting second. */
    private void firstOfDeflate(byte b) {
        small[seen++] = b;
        if (seen == 2) {
            boolean zlib = (small[0] & 0x8F) == 8 && ((small[0] & 0xFF) << 8 | (small[1] & 0xFF)) % 31 == 0;
            inflater.end();
            inflater = new Inflater(!zlib);
            byte[] first = {small[0], small[1]};
            inflater.setInput(first);
            step = Step.DATA;
        }
    }

    @Override
    public void close() {
        inflater.end();
    }
}
