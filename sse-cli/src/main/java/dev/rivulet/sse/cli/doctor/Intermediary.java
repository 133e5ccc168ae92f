package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.Headers;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Which servers and proxies a response names, and how each is made to pass a stream on at once. */
final class Intermediary {
    private static final List<String> NAMES = List.of("Server", "Via", "X-Accel-Buffering", "X-Cache", "CF-Ray");

    private Intermediary() {}

    /** The headers that give a hint, such as {@code Server: nginx}. */
    static String evidence(Headers headers) {
        List<String> lines = new ArrayList<>();
        for (String name : NAMES) {
            for (String value : headers.all(name)) {
                lines.add(name + ": " + Phrase.text(value));
            }
        }
        return String.join("; ", lines);
    }

    /** How to end buffering. */
    static String unbuffer(Headers headers) {
        String names = evidence(headers).toLowerCase(Locale.ROOT);
        if (names.contains("nginx")) {
            return "In nginx: `proxy_buffering off;` for this location, or send `X-Accel-Buffering: no` with the response.";
        } else if (names.contains("caddy")) {
            return "In Caddy: `flush_interval -1` in `reverse_proxy`.";
        } else if (names.contains("apache")) {
            return "In Apache: `flushpackets=on` at `ProxyPass`, and flush after each event in the application.";
        } else if (names.contains("cloudflare") || names.contains("cf-ray")) {
            return "At Cloudflare: `Cache-Control: no-cache, no-transform`, and no response buffering for this path.";
        }
        return "Flush after each event in the server. If it does: no response buffering in the proxies between (nginx:"
                + " `proxy_buffering off;` or the header `X-Accel-Buffering: no`; Apache: `flushpackets=on`; Caddy:"
                + " `flush_interval -1`).";
    }

    /** How to end compression that holds events back. */
    static String uncompress(Headers headers) {
        String names = evidence(headers).toLowerCase(Locale.ROOT);
        if (names.contains("caddy")) {
            return "In the Caddyfile: `@rest not header Accept *text/event-stream*` and `encode @rest gzip`.";
        } else if (names.contains("nginx")) {
            return "In nginx: leave text/event-stream out of `gzip_types`, or `gzip off;` for this location.";
        } else if (names.contains("apache")) {
            return "In Apache: `SetEnv no-gzip 1` for this path.";
        }
        return "Do not compress text/event-stream, or flush the compressor after each event. `Cache-Control:"
                + " no-transform` keeps proxies from it.";
    }
}
