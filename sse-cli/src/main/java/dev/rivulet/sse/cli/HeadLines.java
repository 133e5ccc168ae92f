package dev.rivulet.sse.cli;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.http.ResponseHead;
import java.util.ArrayList;
import java.util.List;

/** The lines of a head as they may be shown: without the URI's query and without credentials. */
final class HeadLines {
    private HeadLines() {}

    static List<String> of(String method, String uri, Headers headers) {
        return lines(method + " " + Redacted.uri(uri), headers);
    }

    static List<String> of(ResponseHead head) {
        return lines(version(head.protocol()) + " " + head.status(), head.headers());
    }

    static List<String> of(Headers headers) {
        List<String> lines = new ArrayList<>();
        for (var line : headers.redacted().lines()) {
            lines.add(line.getKey() + ": " + line.getValue());
        }
        return lines;
    }

    private static List<String> lines(String first, Headers headers) {
        List<String> lines = new ArrayList<>();
        lines.add(first);
        lines.addAll(of(headers));
        lines.add("");
        return lines;
    }

    /** As curl prints it. */
    private static String version(String protocol) {
        return switch (protocol) {
            case "h2" -> "HTTP/2";
            case "h3" -> "HTTP/3";
            case "http/1.1" -> "HTTP/1.1";
            default -> protocol;
        };
    }
}
