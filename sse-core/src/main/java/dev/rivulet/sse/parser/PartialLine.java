package dev.rivulet.sse.parser;

/** What to do with the bytes of a line that is not yet whole, so that only what is needed is held. */
enum PartialLine {
    KEPT,
    DISCARDED,
    TOO_LARGE;

    /** A comment longer than this is not reported. */
    static final int LONGEST_COMMENT = 64 << 10;

    static PartialLine of(byte[] bytes, int at, int to, Block block, int limit, boolean wantsComments) {
        if (to - at < limit && !block.hasData() && PlainLine.isData(PlainLine.word(bytes, at, to))) {
            return block.isSkipping() ? DISCARDED : KEPT;
        }
        boolean isComment = bytes[at] == ':';
        if (!isComment && to - at < Field.LONGEST) {
            return KEPT; // no telling what it is
        }
        Field field = isComment ? Field.COMMENT : Field.of(bytes, at, to);
        int length = to - field.valueFrom(bytes, at, to);
        return switch (field) {
            case UNKNOWN -> DISCARDED;
            case COMMENT -> wantsComments && length <= LONGEST_COMMENT ? KEPT : DISCARDED;
            case RETRY -> length > limit ? DISCARDED : KEPT;
            case DATA, EVENT, ID -> {
                if (block.isTooLargeWith(field, length)) {
                    yield TOO_LARGE;
                }
                yield block.isSkipping() && (field != Field.ID || length > limit) ? DISCARDED : KEPT;
            }
        };
    }

    /** Whether a line that is discarded is one that the standard says to ignore, and not a comment. */
    static boolean isIgnored(byte[] bytes, int at, int to) {
        Field field = Field.of(bytes, at, to);
        return field == Field.UNKNOWN || field == Field.RETRY;
    }
}
