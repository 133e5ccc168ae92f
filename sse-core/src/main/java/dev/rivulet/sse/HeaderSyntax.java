package dev.rivulet.sse;

import static java.util.Objects.requireNonNull;

/** What a header may consist of (RFC 9110, 5.1 and 5.5). */
final class HeaderSyntax {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~";

    private HeaderSyntax() {}

    static void check(String name, String value) {
        requireNonNull(value, "value");
        if (!isToken(requireNonNull(name, "name"))) {
            throw new IllegalArgumentException("not a header name: \"" + name + "\"");
        }
        if (!value.chars().allMatch(c -> c == '\t' || (c >= ' ' && c <= 0xFF && c != 0x7F))) {
            throw new IllegalArgumentException("the value of header " + name + " has a control or wide character");
        }
    }

    /** Whether it is a token, as names of headers and methods are (RFC 9110, 5.6.2). */
    static boolean isToken(String text) {
        return !text.isEmpty() && text.chars().allMatch(HeaderSyntax::isTokenChar);
    }

    private static boolean isTokenChar(int c) {
        return (c >= '0' && c <= '9')
                || (c >= 'a' && c <= 'z')
                || (c >= 'A' && c <= 'Z')
                || TOKEN_MARKS.indexOf(c) >= 0;
    }
}
