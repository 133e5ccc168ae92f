package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.http.Headers;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/** What is kept of text and headers whose length a server decides. */
final class Shortened {
    private static final int LONGEST = 2_048;

    private Shortened() {}

    static String text(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    /** Without the names at which they become too long. */
    static Headers headers(Headers headers) {
        int length = 0;
        Set<String> kept = new HashSet<>();
        Set<String> tooLong = new HashSet<>();
        for (Map.Entry<String, String> line : headers.lines()) {
            length += line.getKey().length() + line.getValue().length();
            (length <= 2 * LONGEST ? kept : tooLong).add(line.getKey());
        }
        return tooLong.isEmpty() ? headers : headers.filter(name -> kept.contains(name) && !tooLong.contains(name));
    }
}
