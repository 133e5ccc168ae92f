package dev.rivulet.sse.okhttp;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import okhttp3.Authenticator;
import okhttp3.OkHttp;
import okhttp3.OkHttpClient;
import okhttp3.Protocol;

/** What a client of OkHttp can do as it is set up. */
final class OkHttpFeatures {
    private OkHttpFeatures() {}

    /** @param isOurs so that it takes credentials for proxies whenever there are any */
    static Features of(OkHttpClient client, boolean isOurs) {
        Features features = protocols(client).add(Feature.TLS, Feature.PROXY, Feature.TRAILERS, Feature.CLOSES_AT_ONCE);
        if (!OkHttp.VERSION.startsWith("4.")) {
            features = features.add(Feature.INTERIM_RESPONSES); // OkHttp 4 takes a 103 for the answer
        }
        if (isOurs || client.proxyAuthenticator() != Authenticator.NONE) {
            features = features.add(Feature.PROXY_AUTHENTICATION);
        }
        return features.protocols().contains("h2")
                ? features.add(Feature.GOAWAY, Feature.INDEPENDENT_STREAMS, Feature.PING)
                : features;
    }

    private static Features protocols(OkHttpClient client) {
        if (client.protocols().contains(Protocol.H2_PRIOR_KNOWLEDGE)) {
            return Features.of("h2");
        }
        return client.protocols().contains(Protocol.HTTP_2) ? Features.of("http/1.1", "h2") : Features.of("http/1.1");
    }
}
