package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.rivulet.sse.Headers;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** A server, a transport, and requests from one to the other. */
final class Stage implements AutoCloseable {
    static final Duration CONNECT = Duration.ofSeconds(10);
    static final int HEAD_BYTES = 65_536;

    final ScriptedServer server;
    final Transport transport;
    final Features features;
    private final Duration patience;
    private final List<Recording> recordings = new CopyOnWriteArrayList<>();

    Stage(ScriptedServer server, Transport transport, Duration patience) {
        this.server = server.awaitWithin(patience);
        this.patience = patience;
        this.transport = transport;
        this.features = transport.features();
    }

    static TransportRequest request(String method, URI uri, Headers headers, byte @Nullable [] body) {
        return new TransportRequest(method, uri, headers, body, CONNECT, HEAD_BYTES);
    }

    Recording get() {
        return get(Headers.none());
    }

    Recording get(Headers headers) {
        return open(request("GET", uri(), headers, null));
    }

    Recording get(URI uri) {
        return open(request("GET", uri, Headers.none(), null));
    }

    Recording post(byte[] body) {
        return open(request("POST", uri(), Headers.none(), body));
    }

    Recording open(TransportRequest request) {
        return open(request, recording());
    }

    /** With a recording that was told what to do. */
    Recording get(Recording recording) {
        return open(request("GET", uri(), Headers.none(), null), recording);
    }

    Recording open(TransportRequest request, Recording recording) {
        try {
            recording.is(transport.open(request, recording.receiver()));
        } catch (IllegalStateException closed) {
            throw closed;
        } catch (RuntimeException | Error e) {
            throw new AssertionError("open threw, against open-2: " + e, e);
        }
        return recording;
    }

    Recording recording() {
        var recording = new Recording(features.overrunBytes(), patience);
        recordings.add(recording);
        return recording;
    }

    URI uri() {
        return server.uri("/events");
    }

    /** Host and port as {@link #uri}, and another scheme or name. */
    URI uri(String schemeAndHost) {
        return URI.create(schemeAndHost + ":" + server.port() + "/events");
    }

    @Override
    public void close() {
        transport.close();
        server.close();
    }

    void assertNothingForbiddenHappened() {
        for (Recording recording : recordings) {
            assertEquals(List.of(), recording.violations());
        }
    }
}
