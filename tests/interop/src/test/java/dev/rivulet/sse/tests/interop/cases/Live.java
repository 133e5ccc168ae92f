package dev.rivulet.sse.tests.interop.cases;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.net.URI;
import java.time.Duration;

/** A scripted server, and a client over one transport. */
final class Live implements AutoCloseable {
    final ScriptedServer server;
    final Backend backend;
    final SseClient client;

    Live(Backend backend, ScriptedServer server) {
        this.backend = backend;
        this.server = server;
        this.client = backend.client();
    }

    /** Over plain text. */
    static Live on(String transport, Response... script) {
        return over(Wire.HTTP_1_1, transport, script);
    }

    /** Skips the test where the transport does not declare the wire. */
    static Live over(Wire wire, String transport, Response... script) {
        return new Live(
                Backend.of(transport, wire.config()).needs(wire), wire.server().respond(script));
    }

    /** Of any slowness, no time-out is over. */
    static Live inStillTime(Wire wire, String transport, Response... script) {
        return new Live(
                Backend.of(transport, wire.config()).needs(wire).inStillTime(),
                wire.server().respond(script));
    }

    SseRequest get() {
        return get(server.uri("/events"));
    }

    SseRequest post() {
        return SseRequest.post(server.uri("/ask"), "{\"q\":1}").reconnect(atOnce());
    }

    /** Its reconnections wait for nothing. */
    static SseRequest get(URI uri) {
        return SseRequest.get(uri).reconnect(atOnce());
    }

    static ReconnectPolicy atOnce() {
        return ReconnectPolicy.defaults().initialDelay(Duration.ZERO);
    }

    Follower follow(SseRequest request) {
        return backend.follow(request);
    }

    @Override
    public void close() {
        backend.close();
        server.close();
    }
}
