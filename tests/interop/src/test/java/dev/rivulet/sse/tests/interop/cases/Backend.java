package dev.rivulet.sse.tests.interop.cases;

import static org.junit.jupiter.api.Assumptions.abort;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportProviders;
import dev.rivulet.sse.spi.TransportUnavailableException;
import dev.rivulet.sse.testkit.VirtualTime;

/** A transport, and a client over it. */
record Backend(Transport transport, SseClient client) implements AutoCloseable {
    /** The one of this name; the test is skipped where it does not work. */
    static Backend of(String name, TransportConfig config) {
        var provider = TransportProviders.find().found().stream()
                .filter(each -> each.name().equals(name))
                .findFirst()
                .orElseThrow();
        try {
            return over(TransportProviders.create(provider, config));
        } catch (TransportUnavailableException e) {
            return abort(name + ": " + e.getMessage());
        }
    }

    static Backend over(Transport transport) {
        return new Backend(transport, SseClient.builder().transport(transport).build());
    }

    /** With a client for which no time goes by, so that it gives nothing up that comes late. */
    Backend inStillTime() {
        client.close();
        return new Backend(
                transport,
                SseClient.builder()
                        .transport(transport)
                        .scheduler(new VirtualTime())
                        .build());
    }

    /** Skips the test where the feature is not declared. */
    Backend needs(Feature feature) {
        return without(transport.features().has(feature) ? null : "Feature." + feature);
    }

    /** Skips the test where the wire is not declared. */
    Backend needs(Wire wire) {
        return without(wire.missingIn(transport.features()));
    }

    private Backend without(String missing) {
        if (missing != null) {
            close();
            abort("The transport does not declare " + missing + ".");
        }
        return this;
    }

    Follower follow(SseRequest request) {
        return Follower.of(client, request);
    }

    @Override
    public void close() {
        client.close();
        transport.close();
    }
}
