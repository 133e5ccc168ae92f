package dev.rivulet.sse.cli;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** A JSON object as text on one line (RFC 8259), its members in the order they are given. */
final class Json {
    private final StringBuilder text = new StringBuilder("{");

    private Json() {}

    static Json object() {
        return new Json();
    }

    Json with(String name, @Nullable String value) {
        name(name);
        if (value == null) {
            text.append("null");
        } else {
            string(value);
        }
        return this;
    }

    Json with(String name, @Nullable Long value) {
        name(name).append(value);
        return this;
    }

    Json with(String name, int value) {
        return with(name, Long.valueOf(value));
    }

    Json with(String name, boolean value) {
        name(name).append(value);
        return this;
    }

    Json with(String name, Json value) {
        name(name).append(value);
        return this;
    }

    Json with(String name, List<String> values) {
        name(name).append('[');
        String separator = "";
        for (String value : values) {
            text.append(separator);
            string(value);
            separator = ",";
        }
        text.append(']');
        return this;
    }

    /** Objects in an array; a name of its own, since lists erase to one type. */
    Json withObjects(String name, List<Json> values) {
        name(name).append('[');
        String separator = "";
        for (Json value : values) {
            text.append(separator).append(value);
            separator = ",";
        }
        text.append(']');
        return this;
    }

    @Override
    public String toString() {
        return text + "}";
    }

    private StringBuilder name(String name) {
        if (text.length() > 1) {
            text.append(',');
        }
        string(name);
        return text.append(':');
    }

    private void string(String value) {
        text.append('"');
        int from = 0;
        for (int i = 0; i < value.length(); i++) {
            if (isEscaped(value, i)) {
                text.append(value, from, i);
                escape(value.charAt(i));
                from = i + 1;
            }
        }
        text.append(value, from, value.length()).append('"');
    }

    /**
     * What the standard asks for, and what readers stumble over: the other controls, the line ends of JavaScript, and half
     * a surrogate pair, which UTF-8 has no place for.
     */
    private static boolean isEscaped(String value, int at) {
        char c = value.charAt(at);
        return c == '"'
                || c == '\\'
                || Character.isISOControl(c)
                || c == '\u2028'
                || c == '\u2029'
                || isHalf(value, at);
    }

    private static boolean isHalf(String value, int at) {
        char c = value.charAt(at);
        if (Character.isHighSurrogate(c)) {
            return at + 1 == value.length() || !Character.isLowSurrogate(value.charAt(at + 1));
        }
        return Character.isLowSurrogate(c) && (at == 0 || !Character.isHighSurrogate(value.charAt(at - 1)));
    }

    private void escape(char c) {
        switch (c) {
            case '"' -> text.append("\\\"");
            case '\\' -> text.append("\\\\");
            case '\n' -> text.append("\\n");
            case '\r' -> text.append("\\r");
            case '\t' -> text.append("\\t");
            case '\b' -> text.append("\\b");
            case '\f' -> text.append("\\f");
            default ->
                text.append("\\u")
                        .append(Character.forDigit(c >> 12, 16))
                        .append(Character.forDigit(c >> 8 & 15, 16))
                        .append(Character.forDigit(c >> 4 & 15, 16))
                        .append(Character.forDigit(c & 15, 16));
        }
    }
}
