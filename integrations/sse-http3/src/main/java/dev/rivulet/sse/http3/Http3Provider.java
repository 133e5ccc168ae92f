package dev.rivulet.sse.http3;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;

/**
 * Offers {@link Http3Transport} as {@code http3}, below all others: it speaks HTTP/3 only, so that it is taken where its
 * name is asked for.
 */
public final class Http3Provider implements TransportProvider {
    /** For {@link java.util.ServiceLoader}. */
    public Http3Provider() {}

    @Override
    public String name() {
        return "http3";
    }

    /** Below all that speak TCP: most servers do not speak HTTP/3. */
    @Override
    public int priority() {
        return 1;
    }

    /** HTTP/3 only: a client that wants less does not take it unless its name is asked for. */
    @Override
    public boolean speaks(HttpVersion highest) {
        return highest == HttpVersion.HTTP_3;
    }

    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        try {
            return Http3Transport.create(config);
        } catch (LinkageError e) {
            throw new TransportUnavailableException(
                    "HTTP/3 needs Netty 4.2, and a jar of it is missing or of another version: add"
                            + " io.netty:netty-codec-http3 and netty-codec-native-quic, all of one version, 4.2.18 or"
                            + " later; there is no HTTP/3 for Netty 4.1",
                    e);
        }
    }
}
