package dev.rivulet.sse.tests.support;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;

/** What a reverse proxy speaks with its clients. */
public enum Front {
    PLAIN("http", "127.0.0.1", "http/1.1"),
    TLS("https", "localhost", "http/1.1"),
    HTTP_2("https", "localhost", "h2");

    private final String scheme;
    private final String host;
    private final String protocol;

    Front(String scheme, String host, String protocol) {
        this.scheme = scheme;
        this.host = host;
        this.protocol = protocol;
    }

    /** As ALPN names it. */
    public String protocol() {
        return protocol;
    }

    /** The beginning of its URIs, without a slash at the end. */
    public String at(int port) {
        return scheme + "://" + host + ":" + port;
    }

    /** Skips the test of a transport that cannot do this. */
    public void assumeSpokenBy(String transport, Features features) {
        assumeTrue(this == PLAIN || features.has(Feature.TLS), transport + " does not declare Feature.TLS");
        assumeTrue(features.protocols().contains(protocol), transport + " does not speak " + protocol);
    }
}
