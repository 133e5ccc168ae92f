package dev.rivulet.sse.netty.internal;

import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Refuses what cannot be sent as it is. */
public final class RequestRules {
    private static final String TOKEN_MARKS = "!#$%&'*+-.^_`|~"; // RFC 9110, 5.6.2

    /** What frames the message or belongs to the connection, and so is the transport's. */
    private static final Set<String> FRAMING = Set.of(
            "connection",
            "content-length",
            "http2-settings",
            "keep-alive",
            "proxy-connection",
            "te",
            "trailer",
            "transfer-encoding",
            "upgrade");

    private RequestRules() {}

    /** @throws IllegalArgumentException if the rules of HTTP do not allow it; without the value of a header */
    public static void check(TransportRequest request) {
        if (!isToken(request.method()) || request.method().equals("CONNECT")) {
            throw new IllegalArgumentException("the method cannot be sent: " + request.method());
        }
        for (var line : request.headers().lines()) {
            check(line.getKey(), line.getValue());
        }
    }

    private static void check(String name, String value) {
        if (!isToken(name)) {
            throw new IllegalArgumentException("a header's name has a character that cannot be sent: " + name);
        }
        if (FRAMING.contains(name.toLowerCase(Locale.ROOT))) {
            throw new IllegalArgumentException("the header " + name + " is the transport's to set");
        }
        if (!value.chars().allMatch(c -> c >= ' ' && c <= 0xFF && c != 0x7F || c == '\t')) {
            throw new IllegalArgumentException(
                    "the value of the header " + name + " has a character that cannot be sent (RFC 9110, 5.5)");
        }
    }

    private static boolean isToken(String text) {
        return !text.isEmpty()
                && text.chars()
                        .allMatch(c -> c >= 'a' && c <= 'z'
                                || c >= 'A' && c <= 'Z'
                                || c >= '0' && c <= '9'
                                || TOKEN_MARKS.indexOf(c) >= 0);
    }

    /** What a request line or {@code :path} names: the path, and the query if there is one. */
    public static String target(URI any) {
        URI uri = URI.create(any.toASCIIString()); // a URI may have other letters, a request may not
        String path = uri.getRawPath();
        String query = uri.getRawQuery();
        return (path == null || path.isEmpty() ? "/" : path) + (query == null ? "" : "?" + query);
    }
}
