package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Recording;
import java.io.IOException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Servers that make connections on which no stream is allowed. */
@Timeout(240)
class NoStreamsTest {
    private static final Duration SHORT = Duration.ofSeconds(4);
    private static final Duration LONG = Duration.ofMinutes(1);

    private final ScriptedServer server = ScriptedServer.startHttp3(Opened.KEY).maxConcurrentStreams(0);
    private final Http3Transport transport;

    NoStreamsTest() throws Exception {
        transport = Opened.transport().build();
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @Test
    void a_request_waits_for_a_stream_no_longer_than_for_a_connection() {
        assertThat(open(SHORT).awaitFailed(Phase.CONNECT)).hasMessageContaining("allows no streams");
        assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    void connections_that_end_before_a_stream_is_allowed_are_not_made_for_ever() {
        server.idleTimeout(Duration.ofMillis(20));
        assertThat(open(LONG).awaitFailed(Phase.CONNECT)).hasMessageContaining("allows no streams");
        assertThat(server.connections()).isEqualTo(3);
    }

    @Test
    @LeftToFull
    void each_request_that_waits_fails_and_one_that_is_cancelled_is_silent() throws Exception {
        Recording cancelled = open(LONG);
        Recording first = open(SHORT);
        Recording second = open(SHORT);
        cancelled.cancel();
        first.awaitFailed(Phase.CONNECT);
        second.awaitFailed(Phase.CONNECT);
        cancelled.assertSilent();
    }

    @Test
    void it_is_no_connection_for_a_request_to_come() {
        server.idleTimeout(Duration.ofMillis(20));
        var outcome = new CompletableFuture<Throwable>();
        transport.prepare(request(LONG), outcome::complete);
        assertThat(outcome.join()).isInstanceOf(IOException.class).hasMessageContaining("allows no streams");
    }

    @Test
    void a_stream_on_another_server_is_not_held_back() {
        Recording waits = open(LONG);
        try (var other = ScriptedServer.startHttp3(Opened.KEY)) {
            other.otherwise(Response.status(200).chunk("a"));
            assertThat(Opened.get(transport, other.uri("/")).readBody()).isEqualTo("a");
        }
        assertThat(waits.isOver()).isFalse();
        waits.cancel();
    }

    private Recording open(Duration connectTimeout) {
        var recording = new Recording();
        recording.exchange.complete(transport.open(request(connectTimeout), recording));
        return recording;
    }

    private TransportRequest request(Duration connectTimeout) {
        return new TransportRequest("GET", server.uri("/"), Headers.none(), null, connectTimeout, 65_536);
    }
}
