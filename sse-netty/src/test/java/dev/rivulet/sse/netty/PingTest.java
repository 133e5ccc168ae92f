package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportConfig.HttpVersion;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Recording;
import java.io.IOException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class PingTest {
    /** What a server that answers has for that. */
    private static final Duration INTERVAL = Duration.ofSeconds(4);

    /** Where it is waited for that none comes. */
    private static final Duration SHORT = Duration.ofMillis(1_500);

    @Test
    @LeftToFull
    void a_connection_whose_pings_are_answered_lives() {
        try (var server = Http2Server.start();
                var transport = Setup.built(pinging(INTERVAL))) {
            Recording stream = Setup.get(transport, server.uri("/event"));
            stream.readBytes(Setup.EVENT_BYTES);
            await().until(() -> server.count("PING") >= 3);
            assertThat(stream.isOver()).isFalse();
            assertThat(Setup.get(transport, server.uri("/whole")).readBody()).isEqualTo("data: whole\n\n");
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void an_unanswered_ping_fails_the_streams_within_two_intervals_and_says_so() {
        try (var server = Http2Server.start();
                var transport = Setup.built(pinging(SHORT))) {
            Recording paused = Setup.get(transport, server.uri("/event"));
            Recording reading = Setup.get(transport, server.uri("/event"));
            reading.readBytes(Setup.EVENT_BYTES);
            paused.awaitHead();
            reading.read();
            paused.readBytes(Setup.EVENT_BYTES);
            paused.read();
            long start = System.nanoTime();
            server.leavePingsUnanswered();
            for (Recording stream : new Recording[] {reading, paused}) {
                assertThat(stream.awaitFailed(Phase.BODY))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("PING");
            }
            assertThat(Duration.ofNanos(System.nanoTime() - start))
                    .isLessThan(SHORT.multipliedBy(2).plusSeconds(50));
            await().until(() -> server.openConnections() == 0);
        }
    }

    @Test
    void the_next_exchange_gets_another_connection() {
        try (var server = Http2Server.start();
                var transport = Setup.built(pinging(SHORT))) {
            Recording lost = Setup.get(transport, server.uri("/event"));
            lost.readBytes(Setup.EVENT_BYTES);
            lost.read();
            server.leavePingsUnanswered();
            lost.awaitFailed(Phase.BODY);
            server.answerPings();
            assertThat(Setup.get(transport, server.uri("/whole")).readBody()).isEqualTo("data: whole\n\n");
            assertThat(server.connections()).isEqualTo(2);
        }
    }

    /** In which two PINGs would have been sent. */
    @Test
    @LeftToFull
    void a_loop_that_is_held_up_for_several_intervals_does_not_take_the_connection_for_lost() {
        try (var server = Http2Server.start();
                var transport = Setup.built(pinging(INTERVAL))) {
            var stream = new Recording()
                    .inside("bytes", () -> Setup.passes(INTERVAL.multipliedBy(2).plusMillis(100)));
            Setup.get(transport, server.uri("/event"), stream);
            stream.readBytes(Setup.EVENT_BYTES);
            await().until(() -> server.count("PING") >= 2);
            assertThat(stream.isOver()).isFalse();
        }
    }

    @Test
    void there_are_no_pings_unless_they_are_configured() {
        try (var server = Http2Server.start();
                var transport = Setup.built(NettyTransport.builder().http2PriorKnowledge(true))) {
            Recording stream = Setup.get(transport, server.uri("/event"));
            stream.readBytes(Setup.EVENT_BYTES);
            Setup.passes(Duration.ofMillis(300));
            Setup.get(transport, server.uri("/whole")).readBody();
            assertThat(server.frames)
                    .anyMatch(frame -> frame.startsWith("HEADERS"))
                    .doesNotContain("PING");
        }
    }

    @Test
    void it_is_declared_only_where_it_is_set_and_there_is_http2() {
        var http11 = TransportConfig.defaults().httpVersion(HttpVersion.HTTP_1_1);
        assertThat(declared(NettyTransport.builder())).isFalse();
        assertThat(declared(NettyTransport.builder().pingInterval(INTERVAL))).isTrue();
        assertThat(declared(NettyTransport.builder().pingInterval(INTERVAL).config(http11)))
                .isFalse();
    }

    @Test
    void an_interval_that_is_none_is_refused() {
        for (Duration none : new Duration[] {Duration.ZERO, Duration.ofMillis(-1)}) {
            assertThatThrownBy(() -> NettyTransport.builder().pingInterval(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("pingInterval");
        }
    }

    private static NettyTransportBuilder pinging(Duration interval) {
        return NettyTransport.builder().http2PriorKnowledge(true).pingInterval(interval);
    }

    private static boolean declared(NettyTransportBuilder builder) {
        try (var transport = Setup.built(builder)) {
            return transport.features().has(Feature.PING);
        }
    }
}
