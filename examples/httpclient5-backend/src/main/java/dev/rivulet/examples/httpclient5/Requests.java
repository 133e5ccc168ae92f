package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.http.Origin;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.util.Set;
import org.apache.hc.core5.http.HttpRequest;
import org.apache.hc.core5.http.message.BasicHttpRequest;
import org.apache.hc.core5.net.URIAuthority;

/** The request in the library's form (request-1), or an IllegalArgumentException for what it would change (fail-8). */
final class Requests {
    private static final Set<String> METHODS = Set.of("GET", "HEAD", "POST", "PUT", "DELETE", "PATCH", "QUERY");
    private static final String LINE = "[!#$%&'*+.^_`|~0-9A-Za-z-]+:[^\0\n\13\f\r\u0100-\uFFFF]*"; // request-5

    private Requests() {}

    static HttpRequest line(TransportRequest request) {
        require(METHODS.contains(request.method()), "its method");
        Origin origin = Origin.of(request.uri());
        var line = new BasicHttpRequest(request.method(), origin.scheme(), authority(origin), path(request.uri()));
        for (var header : request.headers().lines()) {
            String name = header.getKey();
            require((name + ":" + header.getValue()).matches(LINE), name);
            require(!name.equalsIgnoreCase("Content-Length") && !name.equalsIgnoreCase("Transfer-Encoding"), name);
            line.addHeader(name, header.getValue());
        }
        require(line.countHeaders("Host") < 2, "Host");
        if (!line.containsHeader("Connection")) {
            line.addHeader("Connection", "close"); // each exchange has a connection of its own
        }
        return line;
    }

    /** Without the default port (RFC 9110, 7.2); the library puts an IPv6 address into brackets itself. */
    private static URIAuthority authority(Origin origin) {
        boolean isDefault = origin.authority().equals(origin.host());
        return new URIAuthority(origin.host().replaceAll("[\\[\\]]", ""), isDefault ? -1 : origin.port());
    }

    private static String path(URI uri) {
        String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
        return uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    }

    private static void require(boolean condition, String what) {
        if (!condition) {
            throw new IllegalArgumentException("httpclient5 cannot send this as it is: " + what);
        }
    }
}
