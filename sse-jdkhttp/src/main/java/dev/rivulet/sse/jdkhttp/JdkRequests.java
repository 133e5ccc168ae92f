package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.TransportRequest;
import java.net.PasswordAuthentication;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the JDK's requests, and refuses what the JDK would refuse or garble. */
final class JdkRequests {
    private static final Set<String> RESTRICTED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final @Nullable String proxyAuthorization;

    /**
     * The credentials are sent with each request, of which the JDK passes them on to proxies only. Its Authenticator would
     * do so after a 407, but also fail every 401, and drop the requests' own Authorization headers.
     */
    JdkRequests(@Nullable PasswordAuthentication credentials) {
        proxyAuthorization = credentials == null ? null : basic(credentials);
    }

    /** @throws IllegalArgumentException if it cannot be sent; with no header's value, and no query */
    HttpRequest of(TransportRequest request, HttpRequest.BodyPublisher body) {
        check(request.uri());
        HttpRequest.Builder builder = withMethod(HttpRequest.newBuilder(request.uri()), request, body);
        if (!"https".equalsIgnoreCase(request.uri().getScheme())) {
            builder.version(HttpClient.Version.HTTP_1_1);
        }
        if (proxyAuthorization != null) {
            builder.setHeader("Proxy-Authorization", proxyAuthorization);
        }
        for (var line : request.headers().lines()) {
            header(builder, line.getKey(), line.getValue());
        }
        return builder.build();
    }

    /** Before the JDK does, which shows all of the URI. */
    private static void check(URI uri) {
        String scheme = String.valueOf(uri.getScheme());
        if (!scheme.equalsIgnoreCase("http") && !scheme.equalsIgnoreCase("https")) {
            throw new IllegalArgumentException("the scheme " + scheme + " is neither http nor https");
        }
        if (uri.getHost() == null) {
            throw new IllegalArgumentException(whyNotAHost(uri.getRawAuthority()));
        }
    }

    private static String whyNotAHost(@Nullable String authority) {
        if (authority == null) {
            return "the URI has no host";
        }
        String host = authority.substring(authority.lastIndexOf('@') + 1);
        return host.indexOf('_') < 0
                ? "java.net.URI does not take " + host + " for a host and a port"
                : "the host " + host + " has an underscore, which the JDK's HTTP client does not take:"
                        + " use the transport sse-netty, or another name of the host";
    }

    /** A GET that is given an empty body says so: {@code Content-Length: 0}, which some servers refuse. */
    private static HttpRequest.Builder withMethod(
            HttpRequest.Builder builder, TransportRequest request, HttpRequest.BodyPublisher body) {
        boolean plainGet = request.body() == null && request.method().equals("GET");
        return plainGet ? builder.GET() : builder.method(request.method(), body);
    }

    private static void header(HttpRequest.Builder to, String name, String value) {
        if (!isText(value)) {
            throw new IllegalArgumentException("the JDK's HTTP client sends ASCII only, and the value of the header "
                    + name + " has another character");
        }
        if (name.equalsIgnoreCase("Transfer-Encoding")) {
            throw new IllegalArgumentException("the header " + name + " is the transport's to set");
        }
        try {
            to.header(name, value);
        } catch (IllegalArgumentException showsTheValue) {
            throw new IllegalArgumentException(refused(name));
        }
    }

    private static String refused(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        return RESTRICTED.contains(lower)
                ? "the header " + name + " is set by the JDK's HTTP client itself, unless the JVM is started with"
                        + " -Djdk.httpclient.allowRestrictedHeaders=" + lower
                : "the JDK's HTTP client refuses the header " + name;
    }

    private static boolean isText(String value) {
        return value.chars().allMatch(c -> c >= ' ' && c < 0x7F || c == '\t');
    }

    private static String basic(PasswordAuthentication credentials) {
        String pair = credentials.getUserName() + ":" + new String(credentials.getPassword());
        return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
    }
}
