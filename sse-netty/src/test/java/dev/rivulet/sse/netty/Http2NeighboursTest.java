package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Recording;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What streams that share a connection do to each other: nothing. */
@Timeout(600)
class Http2NeighboursTest {
    private static final int FLOODS = 10;

    @Test
    void a_stream_that_is_cancelled_in_mid_flood_is_reset_once_and_its_neighbours_continue() {
        try (var server = Http2Server.start();
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            Recording neighbour = Setup.get(transport, server.uri("/flood"));
            for (int i = 0; i < FLOODS; i++) {
                var flood = new Recording();
                flood.inside("bytes", flood::cancel);
                Setup.get(transport, server.uri("/flood"), flood).read();
                flood.awaitCall("bytes");
                neighbour.readBytes(100_000 * (i + 1));
            }
            neighbour.cancel();
            // answered after all that came before it
            assertThat(Setup.get(transport, server.uri("/whole")).readBody()).isEqualTo("data: whole\n\n");
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
    @LeftToFull
    void forty_paused_floods_hold_back_no_neighbour() {
        try (var server = Http2Server.start();
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            List<Recording> paused = Stream.generate(() -> Setup.get(transport, server.uri("/flood")))
                    .limit(40)
                    .toList();
            paused.forEach(Recording::awaitHead);
            Recording neighbour = Setup.get(transport, server.uri("/flood"));
            neighbour.readBytes(5 << 20);
            assertThat(server.connections()).isEqualTo(1);
            assertThat(paused).allMatch(stream -> stream.calls().equals(List.of("head")));
            paused.get(7).readBytes(5 << 20);
        }
    }
}
