package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;

/** What the JDK's client can do, which depends on its release and on settings of the JVM. */
final class JdkFeatures {
    private static final int RELEASE = Runtime.version().feature();

    /** From which release on GOAWAY ends the right streams only. */
    private static final int GOAWAY_SINCE = 24;

    private static final long STREAM_WINDOW = 16L << 20;
    private static final long CONNECTION_WINDOW = 32L << 20;

    /** As many streams as RFC 9113, 6.5.2, has a server allow at least. */
    private static final int STREAMS = 100;

    private JdkFeatures() {}

    /** @param highest the highest version of HTTP that the clients use */
    static Features with(HttpVersion highest) {
        boolean http2 = highest != HttpVersion.HTTP_1_1;
        Features features = protocols(highest)
                .add(
                        Feature.TLS,
                        Feature.PROXY,
                        Feature.OBS_TEXT_IN_RESPONSES,
                        Feature.CLOSES_AT_ONCE,
                        Feature.TRAILERS,
                        Feature.INTERIM_RESPONSES);
        features = Tunnels.takeBasic() ? features.add(Feature.PROXY_AUTHENTICATION) : features;
        features = http2 && RELEASE >= GOAWAY_SINCE ? features.add(Feature.GOAWAY) : features;
        return http2 && holdsManyPaused() ? features.add(Feature.INDEPENDENT_STREAMS) : features;
    }

    private static Features protocols(HttpVersion highest) {
        if (highest == HttpVersion.HTTP_1_1) {
            return Features.of("http/1.1");
        }
        return highest == HttpVersion.HTTP_2 ? Features.of("http/1.1", "h2") : Features.of("http/1.1", "h2", "h3");
    }

    /** Whether the window of a connection is large enough for those of many streams. */
    private static boolean holdsManyPaused() {
        long stream = Long.getLong("jdk.httpclient.windowsize", STREAM_WINDOW);
        long connection = Long.getLong("jdk.httpclient.connectionWindowSize", Math.max(stream, CONNECTION_WINDOW));
        return holdsManyPaused(stream, connection);
    }

    static boolean holdsManyPaused(long streamWindow, long connectionWindow) {
        return connectionWindow / STREAMS >= streamWindow;
    }
}
