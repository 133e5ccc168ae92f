package dev.rivulet.sse.tests.simulation;

import java.util.List;

/**
 * One block of an event stream, as the schedule asks the model server to make it.
 *
 * @param variant chooses among spellings: the order of the fields, the type, the length, the {@code retry} value
 */
public record Block(Kind kind, LineEnd end, int variant) {
    /** What the block is. */
    public enum Kind {
        /** An event with the next id. */
        EVENT,
        /** An event without an id. */
        ANONYMOUS,
        /** An event with the id that was given last. */
        SAME_ID,
        /** An event with the next id, and the data of the event before it. */
        SAME_DATA,
        /** An event of the history once more, as it was. */
        AGAIN,
        /** An event with the one id that all of this kind have; each fourth has the same data. */
        ONE_ID,
        /** The state of a thing, whose name is the id: states come back. */
        STATE,
        /** The state that a thing had last, as a new event. */
        REFRESH,
        /** An event with the next id, and the data that all of this kind have. */
        GREETING,
        /** An event that empties the id. */
        EMPTY_ID,
        /** An event whose id has a NUL, and so has none. */
        NUL_ID,
        /** An event longer than a small limit allows. */
        LONG,
        /** Only the next id. */
        CHECKPOINT,
        /** Only an empty id. */
        RESET,
        COMMENT,
        RETRY
    }

    /** How its lines end. */
    public enum LineEnd {
        LF("\n"),
        CR("\r"),
        CRLF("\r\n");

        final String text;

        LineEnd(String text) {
            this.text = text;
        }
    }

    /** What {@code retry:} lines say, by variant. */
    static final List<String> RETRIES =
            List.of("0", "5", "1000", "20000", "soon", "-1", "700000", "99999999999999999999", "1e3");

    String retry() {
        return RETRIES.get(Math.floorMod(variant, RETRIES.size()));
    }

    Block simpler() {
        return new Block(kind, LineEnd.LF, kind == Kind.RETRY ? variant : 0);
    }

    @Override
    public String toString() {
        return kind
                + (kind == Kind.RETRY ? "(" + retry() + ")" : variant == 0 ? "" : "#" + variant)
                + (end == LineEnd.LF ? "" : "/" + end);
    }
}
