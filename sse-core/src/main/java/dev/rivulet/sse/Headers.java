package dev.rivulet.sse;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * HTTP field lines in order, names compared without case (RFC 9110, 5.1). Immutable; the withers return changed copies.
 *
 * <p>{@link #toString()} shows the values of credentials as {@code ***}, so that headers can be logged.
 */
public final class Headers {
    private static final Headers NONE = new Headers(List.of());

    private final List<Map.Entry<String, String>> lines;

    private Headers(List<Map.Entry<String, String>> lines) {
        this.lines = lines;
    }

    /** No headers. */
    public static Headers none() {
        return NONE;
    }

    /** These lines, in this order. */
    public static Headers of(List<Map.Entry<String, String>> lines) {
        return lines.isEmpty() ? NONE : new Headers(List.copyOf(lines));
    }

    /** With a further line, beside those of the same name. */
    public Headers and(String name, String value) {
        var more = new ArrayList<>(lines);
        more.add(Map.entry(name, value));
        return new Headers(List.copyOf(more));
    }

    /** With this line in place of all of the same name. */
    public Headers with(String name, String value) {
        return without(name).and(name, value);
    }

    /** Without the lines of a name. */
    public Headers without(String name) {
        return keeping(other -> !other.equalsIgnoreCase(name));
    }

    /** Only the lines whose name is accepted. */
    public Headers keeping(Predicate<String> names) {
        return of(lines.stream().filter(line -> names.test(line.getKey())).toList());
    }

    /** The value of the first line of a name, or null. */
    public @Nullable String first(String name) {
        for (var line : lines) {
            if (line.getKey().equalsIgnoreCase(name)) {
                return line.getValue();
            }
        }
        return null;
    }

    /** The values of all lines of a name. */
    public List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** All lines in order. Unmodifiable. */
    public List<Map.Entry<String, String>> lines() {
        return lines;
    }

    /** Whether values under this name are credentials by custom, and so are neither logged nor sent to another origin. */
    public static boolean isSensitive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return lower.contains("authorization")
                || lower.contains("cookie")
                || lower.contains("token")
                || lower.contains("secret")
                || lower.contains("api-key")
                || lower.contains("apikey");
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && lines.equals(headers.lines);
    }

    @Override
    public int hashCode() {
        return lines.hashCode();
    }

    @Override
    public String toString() {
        return lines.stream()
                .map(line -> line.getKey() + ": " + (isSensitive(line.getKey()) ? "***" : line.getValue()))
                .toList()
                .toString();
    }
}
