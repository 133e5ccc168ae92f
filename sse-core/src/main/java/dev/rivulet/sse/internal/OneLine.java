package dev.rivulet.sse.internal;

/** Text of a server or an application as one line of a log, which it cannot forge another line with. */
public final class OneLine {
    private OneLine() {}

    public static String of(String text) {
        return text.chars().noneMatch(Character::isISOControl)
                ? text
                : text.chars()
                        .map(c -> Character.isISOControl(c) ? ' ' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString();
    }
}
