package dev.rivulet.sse.parser;

/** The field names of an event stream (WHATWG HTML, "event stream interpretation"). Exact and case-sensitive. */
enum Field {
    DATA("data"),
    EVENT("event"),
    ID("id"),
    RETRY("retry"),
    COMMENT(""),
    UNKNOWN("?");

    /** No known name, with its colon, is longer. */
    static final int LONGEST = 6;

    private static final Field[] NAMED = {DATA, EVENT, ID, RETRY};

    private final String name;

    Field(String name) {
        this.name = name;
    }

    /** The field of a line, or of the first {@link #LONGEST} bytes of one: {@code to} is where the line ends. */
    static Field of(byte[] bytes, int from, int to) {
        if (bytes[from] == ':') {
            return COMMENT;
        }
        for (Field field : NAMED) {
            if (field.names(bytes, from, to)) {
                return field;
            }
        }
        return UNKNOWN;
    }

    /** Where the value begins: after the name, the colon, and one space; at {@code to} where there is no colon. */
    int valueFrom(byte[] bytes, int from, int to) {
        int at = from + name.length();
        if (at >= to) {
            return to;
        }
        at++;
        return at < to && bytes[at] == ' ' ? at + 1 : at;
    }

    private boolean names(byte[] bytes, int from, int to) {
        int length = name.length();
        if (to - from < length || (to - from > length && bytes[from + length] != ':')) {
            return false;
        }
        for (int i = 0; i < length; i++) {
            if (bytes[from + i] != name.charAt(i)) {
                return false;
            }
        }
        return true;
    }
}
