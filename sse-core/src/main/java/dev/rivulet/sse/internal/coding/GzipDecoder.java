package dev.rivulet.sse.internal.coding;

import java.util.zip.CRC32;
import java.util.zip.ZipException;

/** gzip (RFC 1952), of one member or several. */
final class GzipDecoder extends InflatingDecoder {
    private static final int FLAG_CRC = 2;
    private static final int FLAG_EXTRA = 4;
    private static final int FLAG_NAME = 8;
    private static final int FLAG_COMMENT = 16;
    private static final int FIXED_HEADER = 10;
    private static final int TRAILER = 8;

    private enum Step {
        FIXED,
        EXTRA_LENGTH,
        EXTRA,
        NAME,
        COMMENT,
        HEADER_CRC,
        DATA,
        TRAILER
    }

    private final CRC32 crc = new CRC32();
    private final byte[] small = new byte[FIXED_HEADER];
    private Step step = Step.FIXED;
    private int seen; // bytes of the current step in small, or counted
    private int extra;
    private long size;

    @Override
    boolean isOver() {
        return false; // another member may follow
    }

    @Override
    public boolean isComplete() {
        return step == Step.FIXED && seen == 0;
    }

    @Override
    void decoded(byte[] out, int offset, int count) {
        crc.update(out, offset, count);
        size += count;
    }

    @Override
    void dataEnded() {
        seen = 0;
        step = Step.TRAILER;
    }

    @Override
    void frame(byte b) throws ZipException {
        switch (step) {
            case FIXED -> {
                small[seen++] = b;
                if (seen == FIXED_HEADER) {
                    if ((small[0] & 0xFF) != 0x1F || (small[1] & 0xFF) != 0x8B || small[2] != 8) {
                        throw new ZipException("not in gzip format");
                    }
                    extra = 0;
                    after(Step.FIXED);
                }
            }
            case EXTRA_LENGTH -> {
                extra |= (b & 0xFF) << 8 * seen++;
                if (seen == 2) {
                    after(extra == 0 ? Step.EXTRA : Step.EXTRA_LENGTH);
                }
            }
            case EXTRA -> {
                if (--extra == 0) {
                    after(Step.EXTRA);
                }
            }
            case NAME, COMMENT -> {
                if (b == 0) {
                    after(step);
                }
            }
            case HEADER_CRC -> {
                if (++seen == 2) {
                    after(Step.HEADER_CRC);
                }
            }
            case TRAILER -> trailer(b);
            case DATA -> throw new AssertionError(step);
        }
    }

    /** Goes to the first step after {@code done} that the header's flags name. */
    private void after(Step done) {
        int flags = small[3];
        seen = 0;
        if (done == Step.FIXED && (flags & FLAG_EXTRA) != 0) {
            step = Step.EXTRA_LENGTH;
        } else if (done == Step.EXTRA_LENGTH) {
            step = Step.EXTRA;
        } else if (done.compareTo(Step.NAME) < 0 && (flags & FLAG_NAME) != 0) {
            step = Step.NAME;
        } else if (done.compareTo(Step.COMMENT) < 0 && (flags & FLAG_COMMENT) != 0) {
            step = Step.COMMENT;
        } else if (done.compareTo(Step.HEADER_CRC) < 0 && (flags & FLAG_CRC) != 0) {
            step = Step.HEADER_CRC;
        } else {
            step = Step.DATA;
            dataBegins();
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
            reset();
            step = Step.FIXED;
        }
    }

    private int word(int from) {
        return (small[from] & 0xFF)
                | (small[from + 1] & 0xFF) << 8
                | (small[from + 2] & 0xFF) << 16
                | (small[from + 3] & 0xFF) << 24;
    }
}
