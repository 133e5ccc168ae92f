package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.http2.Frame;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What went wrong in other clients with an HTTP/2 connection whose streams were held back: it was not read any more. */
@OnEachTransport
class Http2ConnectionCasesTest {
    private static final String PART = "x".repeat(10_000);

    private final String transport;

    Http2ConnectionCasesTest(String transport) {
        this.transport = transport;
    }

    @Test
    void settings_and_pings_are_answered_while_every_stream_is_paused() throws Exception {
        var answered = new CompletableFuture<Integer>();
        try (var server = RawServer.start((tcp, number) -> {
                    var peer = Http2Peer.accept(tcp, 100);
                    int[] streams = {openedBy(peer), openedBy(peer)};
                    answered.complete(answersWhilePaused(peer, streams));
                    for (int stream : streams) {
                        peer.data(stream, "end");
                        peer.end(stream);
                    }
                });
                var backend = Backend.of(transport, Wire.HTTP_2.config()).needs(Wire.HTTP_2)) {
            var uri = server.uri("https://localhost");
            Taken one = Taken.get(backend.transport(), uri);
            one.awaitHead();
            Taken other = Taken.get(backend.transport(), uri);
            other.awaitHead();
            assertThat(answered.get(60, TimeUnit.SECONDS)).isEqualTo(6);
            for (Taken each : List.of(one, other)) {
                assertThat(each.readAll().awaitBody()).isEqualTo(PART.repeat(3) + "end");
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    private static int openedBy(Http2Peer peer) throws Exception {
        int stream = peer.nextRequest();
        peer.open(stream);
        return stream;
    }

    /** After data for which there is no credit. */
    private static int answersWhilePaused(Http2Peer peer, int... streams) throws Exception {
        int answers = 0;
        for (int i = 0; i < 3; i++) {
            for (int stream : streams) {
                peer.data(stream, PART);
            }
            peer.ping(i);
            peer.next(Frame.PING, Frame.ACK);
            peer.write(Frame.of(Frame.SETTINGS, 0, 0));
            peer.next(Frame.SETTINGS, Frame.ACK);
            answers += 2;
        }
        return answers;
    }
}
