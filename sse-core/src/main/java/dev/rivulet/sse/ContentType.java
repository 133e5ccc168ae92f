package dev.rivulet.sse;

import dev.rivulet.sse.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** The type of a response: the last valid one of all lines and lists (Fetch standard, "extract a MIME type"). */
final class ContentType {
    private ContentType() {}

    /** Type and subtype in lower case; null where no valid one is there. */
    static @Nullable String essence(Headers headers) {
        String last = null;
        for (String value : split(String.join(", ", headers.all("Content-Type")))) {
            String essence = essence(value);
            if (essence != null && !essence.equals("*/*")) {
                last = essence;
            }
        }
        return last;
    }

    /** At commas, but not at those within quotes (Fetch standard, "get, decode, and split"). */
    private static List<String> split(String list) {
        List<String> values = new ArrayList<>();
        boolean quoted = false;
        int from = 0;
        for (int i = 0; i < list.length(); i++) {
            char c = list.charAt(i);
            if (c == '"') {
                quoted = !quoted;
            } else if (c == '\\' && quoted) {
                i++;
            } else if (c == ',' && !quoted) {
                values.add(list.substring(from, i));
                from = i + 1;
            }
        }
        values.add(list.substring(from));
        return values;
    }

    private static @Nullable String essence(String value) {
        int parameters = value.indexOf(';');
        String essence = (parameters < 0 ? value : value.substring(0, parameters)).strip();
        int slash = essence.indexOf('/');
        boolean isValid = slash > 0
                && HeaderSyntax.isToken(essence.substring(0, slash))
                && HeaderSyntax.isToken(essence.substring(slash + 1));
        return isValid ? essence.toLowerCase(Locale.ROOT) : null;
    }
}
