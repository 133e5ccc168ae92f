package dev.rivulet.sse.netty;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.spi.TransportUnavailableException;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** A server, a transport, and requests from one to the other. */
final class Setup implements AutoCloseable {
    /** One for all: to make a key takes its time. */
    static final SelfSigned CERTIFICATE = SelfSigned.localhost();

    /** An event, and then nothing more for as long as the client stays. */
    static final Response EVENT = Response.stream().chunk("data: a\n\n").hang();

    static final int EVENT_BYTES = "data: a\n\n".length();

    final ScriptedServer server;
    final Transport transport;

    Setup(ScriptedServer server, NettyTransportBuilder builder) {
        this.server = server;
        this.transport = built(builder);
    }

    static Setup plain(NettyTransportBuilder builder, Response... script) {
        return new Setup(ScriptedServer.start().respond(script), builder);
    }

    /** HTTP/2 over TLS, with a certificate that is trusted. */
    static Setup http2(NettyTransportBuilder builder, Response... script) {
        return new Setup(
                ScriptedServer.startHttp2(CERTIFICATE.server()).respond(script), builder.config(trusting(CERTIFICATE)));
    }

    static TransportConfig trusting(SelfSigned certificate) {
        return TransportConfig.defaults().sslContext(certificate.client());
    }

    /** What is refused is an error of the test. */
    static NettyTransport built(NettyTransportBuilder builder) {
        try {
            return builder.build();
        } catch (TransportUnavailableException e) {
            throw new AssertionError(e);
        }
    }

    static Recording get(Transport transport, URI uri) {
        return get(transport, uri, new Recording());
    }

    static Recording get(Transport transport, URI uri, Recording recording) {
        return get(transport, uri, Duration.ofSeconds(60), recording);
    }

    static Recording get(Transport transport, URI uri, Duration connectTimeout, Recording recording) {
        var request = new TransportRequest("GET", uri, Headers.none(), null, connectTimeout, 65_536);
        recording.exchange.complete(transport.open(request, recording));
        return recording;
    }

    static Recording post(Transport transport, URI uri, byte[] body) {
        var recording = new Recording();
        var request = new TransportRequest("POST", uri, Headers.none(), body, Duration.ofSeconds(60), 65_536);
        recording.exchange.complete(transport.open(request, recording));
        return recording;
    }

    /** Waits until the loops are done with what they are at: a connection is kept just after the callback of its end. */
    static void settle(EventLoops loops) {
        loops.group().forEach(loop -> loop.submit(() -> {}).syncUninterruptibly());
    }

    /** Lets time pass, for tests of what time does. */
    static void passes(Duration time) {
        try {
            TimeUnit.NANOSECONDS.sleep(time.toNanos());
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    Recording get() {
        return get(server.uri("/events"));
    }

    Recording get(URI uri) {
        return get(transport, uri);
    }

    /** So many, opened at once. */
    List<Recording> get(int count) {
        return Stream.generate(this::get).limit(count).toList();
    }

    @Override
    public void close() {
        transport.close();
        server.close();
    }
}
