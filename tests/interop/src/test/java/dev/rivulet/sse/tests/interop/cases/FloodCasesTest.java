package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.http2.Frame;
import java.io.IOException;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** A server that floods a connection with HTTP/2 frames which no window bounds, over the transports on Netty. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class FloodCasesTest {
    /** Parts of a thousand frames: more than is needed, and less than harms anybody. */
    private static final int MOST = 500;

    @ParameterizedTest
    @CsvSource({
        "netty, 0, empty DATA",
        "netty, 6, PING",
        "netty, 66, of unknown type 66",
        "iouring, 0, empty DATA",
        "iouring, 6, PING",
        "iouring, 66, of unknown type 66"
    })
    void the_stream_is_lost_with_the_reason_and_comes_back_on_another_connection(
            String transport, int type, String reported) throws Exception {
        Queue<String> ids = new ConcurrentLinkedQueue<>();
        try (var server = RawServer.start((tcp, number) -> {
                    var peer = Http2Peer.accept(tcp, 100);
                    Frame request = peer.next(Frame.HEADERS, 0);
                    ids.add(peer.request(request).getOrDefault("last-event-id", ""));
                    peer.open(request.stream());
                    peer.data(request.stream(), number == 1 ? "id: 1\ndata: a\n\n" : "data: b\n\n");
                    if (number == 1) {
                        flood(peer, new Frame(type, 0, type == Frame.PING ? 0 : request.stream(), payload(type)));
                    }
                });
                var backend = Backend.of(transport, Wire.HTTP_2.config())) {
            Follower follower = backend.follow(Live.get(server.uri("https://localhost")));
            follower.awaitData("a", "b");
            Failure.ProtocolError loss = follower.awaitLoss(Failure.ProtocolError.class);
            assertThat(loss.phase()).isEqualTo(Phase.BODY);
            assertThat(loss.message()).contains("the server floods the connection", reported);
            assertThat(follower.losses()).hasSize(1);
            assertThat(ids).containsExactly("", "1");
        }
    }

    private static byte[] payload(int type) {
        return new byte[type == Frame.PING ? 8 : 0];
    }

    private static void flood(Http2Peer peer, Frame frame) {
        try {
            for (int i = 0; i < MOST; i++) {
                peer.write(frame, 1_000);
            }
        } catch (IOException closed) {
            return; // as it should be
        }
    }
}
