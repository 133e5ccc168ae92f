package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.TransportRequest;
import java.net.PasswordAuthentication;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** Makes the JDK's requests, and refuses what the JDK would refuse or garble. */
final class Requests {
    private static final Set<String> RESTRICTED = Set.of("connection", "content-length", "expect", "host", "upgrade");

    private final @Nullable String proxyAuthorization;

    /**
     * The credentials are sent with each request, of which the JDK passes them on to proxies only. Its Authenticator would
     * do so after a 407, but also fail every 401, and drop the requests' own Authorization headers.
     */
    Requests(@Nullable PasswordAuthentication credentials) {
        proxyAuthorization = credentials == null ? null : basic(credentials);
    }

    HttpRequest of(TransportRequest request, HttpRequest.BodyPublisher body) {
        HttpRequest.Builder builder = HttpRequest.newBuilder(request.uri()).method(request.method(), body);
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
