package dev.rivulet.sse.kafka.config;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.TreeSet;

/** Headers as options hold them: one {@code Name: value} a line. */
final class HeaderLines {
    private HeaderLines() {}

    /**
     * Names and values, in their order.
     *
     * @throws IllegalArgumentException if a line has no colon, or a name comes twice; the message shows no value
     */
    static Map<String, String> of(String text) {
        Map<String, String> headers = new LinkedHashMap<>();
        var names = new TreeSet<String>();
        int number = 0;
        for (String line : text.lines().toList()) {
            number++;
            if (line.isBlank()) {
                continue;
            }
            int colon = line.indexOf(':');
            if (colon < 0) {
                throw new IllegalArgumentException("line " + number + " is not \"Name: value\"");
            }
            String name = line.substring(0, colon).strip();
            if (!names.add(name.toLowerCase(Locale.ROOT))) {
                throw new IllegalArgumentException("line " + number + " sets the header " + name + " again");
            }
            headers.put(name, line.substring(colon + 1).strip());
        }
        return headers;
    }
}
