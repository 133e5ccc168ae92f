package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import java.net.http.HttpClient;

/** The versions of HTTP that this JDK's client speaks: HTTP/3 from JDK 26 on, by a constant that earlier ones lack. */
final class Versions {
    private static final String HTTP_3 = "HTTP_3";

    private Versions() {}

    /** @throws IllegalArgumentException if this JDK lacks it */
    static HttpClient.Version of(HttpVersion highest) {
        return switch (highest) {
            case HTTP_1_1 -> HttpClient.Version.HTTP_1_1;
            case HTTP_2 -> HttpClient.Version.HTTP_2;
            case HTTP_3 -> http3();
        };
    }

    private static HttpClient.Version http3() {
        try {
            return HttpClient.Version.valueOf(HTTP_3);
        } catch (IllegalArgumentException older) {
            throw new IllegalArgumentException("HTTP/3 needs JDK 26 or later, and this is "
                    + Runtime.version().feature()
                    + ": add dev.rivulet:sse-http3, or set TransportConfig.httpVersion to HTTP_2");
        }
    }

    static HttpVersion of(HttpClient.Version version) {
        if (version == HttpClient.Version.HTTP_1_1) {
            return HttpVersion.HTTP_1_1;
        }
        return version == HttpClient.Version.HTTP_2 ? HttpVersion.HTTP_2 : HttpVersion.HTTP_3;
    }

    /** As {@link dev.rivulet.sse.http.ResponseHead#protocol()} has it. */
    static String protocol(HttpClient.Version version) {
        return switch (of(version)) {
            case HTTP_1_1 -> "http/1.1";
            case HTTP_2 -> "h2";
            case HTTP_3 -> "h3";
        };
    }
}
