package dev.rivulet.sse.http;

import static java.util.Objects.requireNonNull;

import java.util.AbstractList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.RandomAccess;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * HTTP field lines in order, names compared without case (RFC 9110, 5.1). Immutable: {@code add}, {@code set},
 * {@code remove} and {@code filter} return changed copies.
 *
 * <p>{@link #toString()} shows the values of credentials as {@code ***}, and of URIs no query, so that headers can be
 * logged.
 */
public final class Headers {
    private static final Headers NONE = new Headers(new String[0], Set.of());

    /** Parts of names whose values are credentials by custom. */
    private static final List<String> SENSITIVE = List.of(
            "authorization",
            "cookie",
            "token",
            "secret",
            "password",
            "credential",
            "api-key",
            "apikey",
            "api_key",
            "auth-key",
            "x-auth",
            "functions-key",
            "subscription-key",
            "signature",
            "session-id");

    /** Whose values are URIs, which may have credentials in them. */
    private static final Set<String> URIS = Set.of("location", "content-location", "referer");

    /** Whose values have URIs in them, beside other text. */
    private static final Set<String> AROUND_URIS = Set.of("link", "refresh");

    /** Name, value, name, value: each of many streams keeps those of its request and of its response. */
    private final String[] lines;

    private final Set<String> secrets; // names in lower case

    private Headers(String[] lines, Set<String> secrets) {
        this.lines = lines;
        this.secrets = secrets;
    }

    /** No headers. */
    public static Headers none() {
        return NONE;
    }

    /** These lines, in this order. */
    public static Headers of(List<Map.Entry<String, String>> lines) {
        String[] copies = requireNonNull(lines, "lines").stream()
                .flatMap(line -> Stream.of(requireNonNull(line.getKey()), requireNonNull(line.getValue())))
                .toArray(String[]::new);
        return copies.length == 0 ? NONE : new Headers(copies, Set.of());
    }

    /** With another line, beside those of the same name. */
    public Headers add(String name, String value) {
        String[] more = Arrays.copyOf(lines, lines.length + 2);
        more[lines.length] = requireNonNull(name, "name");
        more[lines.length + 1] = requireNonNull(value, "value");
        return new Headers(more, secrets);
    }

    /** With this line in place of all of the same name. */
    public Headers set(String name, String value) {
        return remove(name).add(name, value);
    }

    /** As {@link #set}; all values of this name are secrets from here on, which are not shown. */
    public Headers setSecret(String name, String value) {
        var more = new HashSet<>(secrets);
        more.add(requireNonNull(name, "name").toLowerCase(Locale.ROOT));
        return new Headers(set(name, value).lines, Set.copyOf(more));
    }

    /** Without the lines of a name. */
    public Headers remove(String name) {
        requireNonNull(name, "name");
        return filter(other -> !other.equalsIgnoreCase(name));
    }

    /** Only the lines whose name is accepted. */
    public Headers filter(Predicate<String> names) {
        requireNonNull(names, "names");
        List<String> accepted = new ArrayList<>();
        for (int i = 0; i < lines.length; i += 2) {
            if (names.test(lines[i])) {
                accepted.add(lines[i]);
                accepted.add(lines[i + 1]);
            }
        }
        return new Headers(accepted.toArray(String[]::new), secrets);
    }

    /** The value of the first line of a name, or null. */
    public @Nullable String first(String name) {
        requireNonNull(name, "name");
        for (int i = 0; i < lines.length; i += 2) {
            if (lines[i].equalsIgnoreCase(name)) {
                return lines[i + 1];
            }
        }
        return null;
    }

    /** The values of all lines of a name. */
    public List<String> all(String name) {
        requireNonNull(name, "name");
        return lines().stream()
                .filter(line -> line.getKey().equalsIgnoreCase(name))
                .map(Map.Entry::getValue)
                .toList();
    }

    /** All lines in order, each with its name and its value. Unmodifiable. */
    public List<Map.Entry<String, String>> lines() {
        return new Lines(lines);
    }

    /** Whether values under this name are credentials by custom, and so are neither logged nor sent to another origin. */
    private static boolean isSensitive(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return SENSITIVE.stream().anyMatch(lower::contains);
    }

    /** Whether values under this name are secrets, by custom or by {@link #setSecret}. */
    public boolean isSecret(String name) {
        return isSensitive(requireNonNull(name, "name")) || secrets.contains(name.toLowerCase(Locale.ROOT));
    }

    /** As they may be shown or stored: secrets are {@code ***}, and URIs have no query. */
    public Headers redacted() {
        String[] copies = lines.clone();
        for (int i = 0; i < copies.length; i += 2) {
            copies[i + 1] = shown(copies[i], copies[i + 1]);
        }
        return new Headers(copies, secrets);
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof Headers headers && Arrays.equals(lines, headers.lines);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(lines);
    }

    @Override
    public String toString() {
        return redacted().lines().stream()
                .map(line -> line.getKey() + ": " + line.getValue())
                .toList()
                .toString();
    }

    private String shown(String name, String value) {
        if (isSecret(name)) {
            return "***";
        }
        String lower = name.toLowerCase(Locale.ROOT);
        if (AROUND_URIS.contains(lower)) {
            return "…";
        }
        return URIS.contains(lower) ? Redacted.uri(value) : value;
    }

    /** The lines as a list. */
    private static final class Lines extends AbstractList<Map.Entry<String, String>> implements RandomAccess {
        private final String[] lines;

        Lines(String[] lines) {
            this.lines = lines;
        }

        @Override
        public Map.Entry<String, String> get(int index) {
            return Map.entry(lines[2 * index], lines[2 * index + 1]);
        }

        @Override
        public int size() {
            return lines.length / 2;
        }
    }
}
