package dev.rivulet.sse.kafka.streams;

import dev.rivulet.sse.http.Redacted;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** What stands in the text of a list: its streams, in their order, and what is wrong with single entries. */
record ListText(List<StreamSpec> streams, List<BadEntry> problems, boolean explicitlyEmpty) {
    /**
     * What is wrong with an entry.
     *
     * @param name of the stream, as far as it is known
     */
    record BadEntry(String where, @Nullable String name, String problem) {
        @Override
        public String toString() {
            return where + ": " + problem;
        }
    }

    /** Between two entries of one line; a comma counts only before another {@code name=http}. */
    private static final Pattern BETWEEN = Pattern.compile(",?\\s+|,(?=[^,=\\s]+=https?://)");

    /** Entries separated by white space or commas, or a JSON array. Broken JSON is a problem like others. */
    static ListText inline(String text) {
        if (isArray(text)) {
            try {
                return array(text);
            } catch (IOException e) {
                return new ListText(List.of(), List.of(new BadEntry("the JSON array", null, message(e))), false);
            }
        }
        var collected = new Collected();
        int number = 0;
        for (String entry : BETWEEN.split(text.strip(), -1)) {
            String pair = entry.endsWith(",") ? entry.substring(0, entry.length() - 1) : entry;
            if (!pair.isEmpty()) {
                collected.add("entry " + ++number, pair);
            }
        }
        return collected.list(false);
    }

    /**
     * Lines, or a JSON array.
     *
     * @throws IOException if it is a JSON array that is broken or not complete
     */
    static ListText of(String text) throws IOException {
        String body = text.startsWith("\uFEFF") ? text.substring(1) : text;
        if (isArray(body)) {
            return array(body);
        }
        var collected = new Collected();
        int number = 0;
        for (String line : body.lines().toList()) {
            number++;
            String entry = line.strip();
            if (!entry.isEmpty() && !entry.startsWith("#")) {
                collected.add("line " + number, entry);
            }
        }
        return collected.list(false);
    }

    /**
     * What a name and a value say: a URL or a JSON object.
     *
     * @throws IllegalArgumentException if it is neither
     */
    static StreamSpec entry(String name, String value) {
        String text = value.strip();
        return text.startsWith("{")
                ? JsonEntry.of(text).named(name).spec()
                : new StreamSpec(name, uri(text), null, Map.of());
    }

    /** A URI, whose problem is shown without what may be secret in it. */
    static URI uri(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(
                    "not a URI: " + Redacted.uri(text) + " (" + e.getReason() + " at character " + e.getIndex() + ")");
        }
    }

    private static boolean isArray(String text) {
        return text.stripLeading().startsWith("[");
    }

    private static ListText array(String text) throws IOException {
        List<JsonEntry> entries = JsonEntry.array(text);
        var collected = new Collected();
        int number = 0;
        for (JsonEntry each : entries) {
            collected.add("element " + ++number, each);
        }
        return collected.list(entries.isEmpty());
    }

    private static String message(Exception e) {
        return String.valueOf(e.getMessage());
    }

    /** Entries so far; of two with one name the first counts. */
    private static final class Collected {
        private final Map<String, StreamSpec> streams = new LinkedHashMap<>();
        private final List<BadEntry> problems = new ArrayList<>();

        void add(String where, String entry) {
            if (entry.startsWith("{")) {
                JsonEntry json;
                try {
                    json = JsonEntry.of(entry);
                } catch (IllegalArgumentException e) {
                    problems.add(new BadEntry(where, null, message(e)));
                    return;
                }
                add(where, json);
                return;
            }
            int equals = entry.indexOf('=');
            String name = equals < 0 ? null : entry.substring(0, equals).strip();
            if (name == null || name.contains("://")) {
                problems.add(new BadEntry(where, null, "not name=URL: " + Redacted.uri(entry)));
                return;
            }
            try {
                put(where, ListText.entry(name, entry.substring(equals + 1)));
            } catch (IllegalArgumentException e) {
                problems.add(new BadEntry(where, name, message(e)));
            }
        }

        void add(String where, JsonEntry entry) {
            try {
                put(where, entry.spec());
            } catch (IllegalArgumentException e) {
                problems.add(new BadEntry(where, entry.name(), message(e)));
            }
        }

        private void put(String where, StreamSpec spec) {
            if (streams.putIfAbsent(spec.name(), spec) != null) {
                problems.add(new BadEntry(
                        where, spec.name(), "there is another stream \"" + spec.name() + "\", which counts"));
            }
        }

        ListText list(boolean explicitlyEmpty) {
            return new ListText(List.copyOf(streams.values()), List.copyOf(problems), explicitlyEmpty);
        }
    }
}
