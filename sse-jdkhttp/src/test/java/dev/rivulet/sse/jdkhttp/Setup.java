package dev.rivulet.sse.jdkhttp;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.time.Duration;

/** A server, a transport, and requests from one to the other. */
final class Setup implements AutoCloseable {
    static final Duration CONNECT = Duration.ofSeconds(60);

    /** That exchanges wait for another's connection, which takes its time on a busy machine. */
    static final Duration PATIENT = Duration.ofMinutes(1);

    static final int HEAD_BYTES = 65_536;

    final ScriptedServer server;
    final JdkHttpTransport transport;

    Setup(ScriptedServer server, JdkHttpTransport transport) {
        this.server = server;
        this.transport = transport;
    }

    static Setup plain(Response... script) {
        return with(TransportConfig.defaults(), script);
    }

    static Setup with(TransportConfig config, Response... script) {
        return new Setup(ScriptedServer.start().respond(script), JdkHttpTransport.create(config));
    }

    static TransportRequest request(String method, URI uri, Headers headers, byte[] body) {
        return new TransportRequest(method, uri, headers, body, CONNECT, HEAD_BYTES);
    }

    Recording get() {
        return get(Headers.none());
    }

    Recording get(Headers headers) {
        return open(request("GET", server.uri("/events"), headers, null));
    }

    Recording get(URI uri) {
        return open(request("GET", uri, Headers.none(), null));
    }

    Recording post(byte[] body) {
        return open(request("POST", server.uri("/events"), Headers.none(), body));
    }

    Recording open(TransportRequest request) {
        return open(request, new Recording());
    }

    Recording open(TransportRequest request, Recording recording) {
        recording.exchange.complete(transport.open(request, recording));
        return recording;
    }

    @Override
    public void close() {
        transport.close();
        server.close();
    }
}
