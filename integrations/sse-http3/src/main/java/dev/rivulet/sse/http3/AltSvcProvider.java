package dev.rivulet.sse.http3;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.spi.TransportProvider;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportUnavailableException;
import java.util.ArrayList;
import java.util.List;

/**
 * Offers {@link AltSvcTransport} as {@code altsvc}, over {@link Http3Transport} and the best other transport that works here.
 * It is what a client takes whose {@link TransportConfig#httpVersion()} is HTTP/3.
 */
public final class AltSvcProvider implements TransportProvider {
    /** For {@link java.util.ServiceLoader}. */
    public AltSvcProvider() {}

    @Override
    public String name() {
        return "altsvc";
    }

    /** Above the JDK's client, whose HTTP/3 is not tested. */
    @Override
    public int priority() {
        return 15;
    }

    /** HTTP/3, as the highest one; a client that wants less does not take it unless its name is asked for. */
    @Override
    public boolean speaks(HttpVersion highest) {
        return highest == HttpVersion.HTTP_3;
    }

    @Override
    public Transport create(TransportConfig config) throws TransportUnavailableException {
        Transport http3 = new Http3Provider().create(config);
        try {
            return AltSvcTransport.of(http3, best(config));
        } catch (TransportUnavailableException | RuntimeException | Error e) {
            http3.close();
            throw e;
        }
    }

    private static Transport best(TransportConfig config) throws TransportUnavailableException {
        TransportConfig tcp =
                config.httpVersion() == HttpVersion.HTTP_3 ? config.httpVersion(HttpVersion.HTTP_2) : config;
        List<String> reasons = new ArrayList<>();
        for (TransportProvider provider : TransportProviders.find().speaking(HttpVersion.HTTP_2)) {
            try {
                return TransportProviders.create(provider, tcp);
            } catch (TransportUnavailableException e) {
                reasons.add(provider.name() + ": " + e.reason());
            }
        }
        throw new TransportUnavailableException(
                "there is no transport for the origins that do not offer HTTP/3: add dev.rivulet:sse-netty or"
                        + " dev.rivulet:sse-jdkhttp"
                        + (reasons.isEmpty() ? "" : "; not usable: " + String.join("; ", reasons)));
    }
}
