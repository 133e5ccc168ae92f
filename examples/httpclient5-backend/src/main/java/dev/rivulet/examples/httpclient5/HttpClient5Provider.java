package dev.rivulet.examples.httpclient5;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.security.NoSuchAlgorithmException;

/** Makes transports on Apache HttpClient 5. No class of that library is loaded before {@code create}. */
public final class HttpClient5Provider implements TransportProvider {
    @Override
    public String name() {
        return "httpclient5";
    }

    @Override
    public int priority() {
        return 1; // below ours, so that it is taken only by its name
    }

    /** Starts the library's reactor, so that a missing jar and a bad trust store are reported here. */
    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        try {
            return new HttpClient5Transport(config);
        } catch (NoSuchAlgorithmException e) {
            throw new TransportUnavailableException(
                    "the JVM has no TLS context: check javax.net.ssl.trustStore and javax.net.ssl.keyStore", e);
        }
    }
}
