package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import java.net.http.HttpClient;
import java.net.http.HttpHeaders;
import java.util.ArrayList;
import java.util.Map;

/** Turns the JDK's response heads into ours. */
final class JdkResponseHeads {
    private JdkResponseHeads() {}

    static ResponseHead of(int status, HttpHeaders headers, HttpClient.Version version) {
        var lines = new ArrayList<Map.Entry<String, String>>();
        headers.map().forEach((name, values) -> {
            if (!name.startsWith(":")) { // the JDK shows HTTP/2's :status as a header
                values.forEach(value -> lines.add(Map.entry(name, value)));
            }
        });
        return new ResponseHead(status, Headers.of(lines), Versions.protocol(version));
    }

    /** The length of the header section as HTTP/1.1 writes it. */
    static long bytes(ResponseHead head) {
        return head.headers().lines().stream()
                .mapToLong(line -> line.getKey().length() + line.getValue().length() + ": \r\n".length())
                .sum();
    }
}
