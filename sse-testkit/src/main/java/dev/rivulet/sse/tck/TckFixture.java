package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.rivulet.sse.http.Headers;
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
final class TckFixture implements AutoCloseable {
    /** For what a rule about this time does not concern: no machine is too slow for it. */
    static final Duration CONNECT = Duration.ofMinutes(5);

    static final int HEAD_BYTES = 65_536;

    private static final int STEPS_OF_STILLNESS = 25;

    final ScriptedServer server;
    final Transport transport;
    final Features features;
    private final Duration patience;
    private final List<Recording> recordings = new CopyOnWriteArrayList<>();

    TckFixture(ScriptedServer server, Transport transport, Duration patience) {
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

    /** With a recording that has been set up. */
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
        var recording = new Recording(features.overrunBytes(), this::deadline);
        recordings.add(recording);
        return recording;
    }

    /** Of the exchanges on this stage: what happens on any of them restarts it. */
    private Deadline deadline() {
        return new Deadline(patience, this::events);
    }

    private long events() {
        long callbacks = recordings.stream().mapToLong(Recording::begun).sum();
        return callbacks + server.requests().size() + server.connections();
    }

    /** Waits until so many bursts have ended on each. Fails at once when one of them is over before. */
    void awaitBursts(int number, List<Recording> all) {
        Deadline deadline = deadline();
        while (!all.stream().allMatch(each -> each.hasEnded(number))) {
            assertFalse(
                    deadline.isOver(),
                    () -> "burst " + number + " was awaited in vain by "
                            + all.stream()
                                    .filter(each -> !each.hasEnded(number))
                                    .count() + " of " + all.size());
            Topic.pause(Duration.ofMillis(10));
        }
    }

    /** Waits until nothing has happened on any exchange for half a second, looked at in steps that a busy machine stretches. */
    void awaitStillness() {
        long before = events();
        for (int still = 0; still < STEPS_OF_STILLNESS; ) {
            Topic.pause(Duration.ofMillis(20));
            long now = events();
            still = now == before ? still + 1 : 0;
            before = now;
        }
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
