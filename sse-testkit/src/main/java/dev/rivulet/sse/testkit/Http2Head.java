package dev.rivulet.sse.testkit;

import dev.rivulet.sse.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The fields of a response as HTTP/2 has them: lower case, and none that are about the connection. */
final class Http2Head {
    static final Set<String> OF_THE_CONNECTION =
            Set.of("connection", "transfer-encoding", "keep-alive", "proxy-connection", "upgrade");

    private Http2Head() {}

    static List<Map.Entry<String, String>> of(Head head) {
        Headers headers = head.headers();
        if (head.framing() == Head.Framing.LENGTH
                && head.mayHaveBody()
                && headers.first("Content-Length") == null
                && headers.first("Transfer-Encoding") == null) {
            headers = headers.add("content-length", Long.toString(head.length()));
        }
        return with(head.status(), headers.lines());
    }

    static List<Map.Entry<String, String>> interim(int status, List<String> lines) {
        return with(status, lines.stream().map(Http2Head::field).toList());
    }

    static List<Map.Entry<String, String>> trailers(Head head) {
        return lower(head.trailers().lines());
    }

    private static List<Map.Entry<String, String>> with(int status, List<Map.Entry<String, String>> lines) {
        var fields = new ArrayList<Map.Entry<String, String>>();
        fields.add(Map.entry(":status", Integer.toString(status)));
        fields.addAll(lower(lines));
        return fields;
    }

    private static List<Map.Entry<String, String>> lower(List<Map.Entry<String, String>> lines) {
        return lines.stream()
                .map(line -> Map.entry(line.getKey().toLowerCase(Locale.ROOT), line.getValue()))
                .filter(field -> !OF_THE_CONNECTION.contains(field.getKey()))
                .toList();
    }

    private static Map.Entry<String, String> field(String line) {
        int colon = line.indexOf(':');
        return colon < 0
                ? Map.entry(line, "")
                : Map.entry(line.substring(0, colon), line.substring(colon + 1).strip());
    }
}
