package dev.rivulet.sse.http3;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.SelfSigned;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.time.Duration;

/** Requests that tests open, and the key that servers show. */
final class Opened {
    static final SelfSigned KEY = SelfSigned.localhost();

    /** Keep-alives are sent at a third of it: the rest is what a busy machine has for one and its answer. */
    static final Duration IDLE_TIME = Duration.ofSeconds(8);

    private Opened() {}

    static Http3TransportBuilder transport() {
        return Http3Transport.builder().trust(KEY.trust());
    }

    static Recording get(Transport transport, URI uri) {
        return open(transport, new Recording(), "GET", uri, null);
    }

    static Recording open(Transport transport, Recording recording, String method, URI uri, byte[] body) {
        var request = new TransportRequest(method, uri, Headers.none(), body, Duration.ofSeconds(60), 65_536);
        recording.exchange.complete(transport.open(request, recording));
        return recording;
    }
}
