package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.testkit.Response;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What streams that share a connection do to each other: nothing. */
@Timeout(20)
class Http2NeighboursTest {
    private static final int FLOODS = 20;

    @Test
    void aStreamThatIsCancelledInMidFloodIsResetOnceAndItsNeighboursGoOn() {
        try (var server = Http2Server.start();
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            Recording neighbour = Setup.get(transport, server.uri("/flood"));
            for (int i = 0; i < FLOODS; i++) {
                var flood = new Recording();
                flood.inside("bytes", flood::cancel);
                Setup.get(transport, server.uri("/flood"), flood).read();
                await().until(() -> flood.calls().contains("bytes"));
                neighbour.readBytes(100_000 * (i + 1));
            }
            neighbour.cancel();
            // answered behind all that came before it
            assertThat(Setup.get(transport, server.uri("/whole")).readAll()).isEqualTo("data: whole\n\n");
            assertThat(server.connections()).isEqualTo(1);
            List<String> resets = server.frames.stream()
                    .filter(frame -> frame.startsWith("RST_STREAM"))
                    .toList();
            assertThat(resets)
                    .containsExactlyInAnyOrderElementsOf(IntStream.rangeClosed(0, FLOODS)
                            .mapToObj(i -> "RST_STREAM " + (3 + 2 * i) + " code 8")
                            .toList());
        }
    }

    @Test
    void fortyPausedFloodsHoldBackNoNeighbour() {
        byte[] megabyte = new byte[1 << 20];
        try (var setup = Setup.http2(NettyTransport.builder())) {
            setup.server.otherwise(request -> request.target().equals("/events")
                    ? Response.stream().repeat(3, megabyte).hang()
                    : Response.stream().repeat(3, megabyte));
            List<Recording> paused = setup.get(40);
            paused.forEach(Recording::awaitHead);
            assertThat(setup.get(setup.server.uri("/all")).readAll()).hasSize(3 << 20);
            assertThat(setup.server.connections()).isEqualTo(1);
            assertThat(paused).allMatch(stream -> stream.calls().equals(List.of("head")));
            paused.get(7).readBytes(3 << 20);
        }
    }
}
