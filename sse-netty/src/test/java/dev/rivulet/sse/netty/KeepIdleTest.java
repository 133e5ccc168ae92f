package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** How long a connection without a stream is kept. */
@Timeout(600)
class KeepIdleTest {
    private static final Duration KEEP = Duration.ofMillis(200);
    private static final Response WHOLE = Response.stream().chunk("data: a\n\n");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void it_is_closed_after_that_time_and_not_before(boolean http2) {
        try (Setup setup = keeping(KEEP, http2)) {
            setup.server.otherwise(WHOLE);
            long begun = System.nanoTime();
            setup.get().readBody();
            long ended = System.nanoTime();
            setup.server.awaitDisconnect(1);
            long closed = System.nanoTime();
            assertThat(Duration.ofNanos(closed - begun)).isGreaterThanOrEqualTo(KEEP);
            assertThat(Duration.ofNanos(closed - ended)).isLessThan(KEEP.plusSeconds(20));
            setup.get().readBody();
            assertThat(setup.server.connections()).isEqualTo(2);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_silent_stream_keeps_its_connection(boolean http2) {
        try (Setup setup = keeping(Duration.ofMillis(50), http2)) {
            var gate = new Gate();
            setup.server.respond(
                    Response.stream().chunk("data: a\n\n").await(gate).chunk("data: b\n\n"));
            Recording stream = setup.get();
            stream.readBytes(Setup.EVENT_BYTES);
            Setup.passes(Duration.ofMillis(300));
            gate.open();
            assertThat(stream.readBody()).isEqualTo("data: a\n\ndata: b\n\n");
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void use_in_the_meantime_counts_anew(boolean http2) {
        for (Duration keep = KEEP; !countsAnew(keep, http2); keep = keep.multipliedBy(2)) {
            assertThat(keep).as("a time in which this machine comes back").isLessThan(Duration.ofMinutes(1));
        }
    }

    /** Returns false where a slow machine left the connection idle for too long, which shows nothing. */
    private static boolean countsAnew(Duration keep, boolean http2) {
        try (Setup setup = keeping(keep, http2)) {
            setup.server.otherwise(WHOLE);
            long inUse = System.nanoTime();
            setup.get().readBody();
            for (int i = 0; i < 3; i++) {
                Setup.passes(keep.multipliedBy(2).dividedBy(5));
                long again = System.nanoTime();
                setup.get().readBody();
                if (System.nanoTime() - inUse >= keep.toNanos()) {
                    return false;
                }
                inUse = again;
            }
            assertThat(setup.server.connections()).isEqualTo(1);
            return true;
        }
    }

    @Test
    void an_exchange_that_begins_in_the_moment_of_its_end_is_not_lost() {
        try (Setup setup = keeping(Duration.ofMillis(2), false)) {
            setup.server.otherwise(WHOLE);
            aboutWhenTheLastExpires(() -> setup.get().readBody());
            assertThat(setup.server.connections()).isBetween(2, 50);
        }
    }

    @Test
    void nor_is_one_over_http2() {
        var builder = NettyTransport.builder().http2PriorKnowledge(true).keepIdle(Duration.ofMillis(2));
        try (var server = Http2Server.start();
                var transport = Setup.built(builder)) {
            aboutWhenTheLastExpires(
                    () -> Setup.get(transport, server.uri("/whole")).readBody());
            assertThat(server.connections()).isBetween(2, 50);
        }
    }

    private static void aboutWhenTheLastExpires(Runnable exchange) {
        for (int i = 0; i < 50; i++) {
            exchange.run();
            Setup.passes(Duration.ofNanos(1_800_000 + 10_000 * i));
        }
    }

    @Test
    void an_http2_connection_that_was_not_needed_after_all_is_closed_too() {
        try (Setup setup = keeping(KEEP, true)) {
            var gate = new Gate();
            setup.server
                    .maxConcurrentStreams(1)
                    .respond(Setup.EVENT, Response.onAccept().await(gate));
            setup.server.otherwise(Setup.EVENT);
            Recording first = setup.get();
            first.readBytes(Setup.EVENT_BYTES);
            Recording waiting = setup.get();
            gate.awaitReached();
            first.cancel(); // which makes a place for the one that waits
            waiting.readBytes(Setup.EVENT_BYTES);
            gate.open();
            await().until(() -> setup.server.openConnections() == 1);
            assertThat(setup.server.awaitRequest(2).connection()).isEqualTo(1);
            setup.server.awaitDisconnect(2);
        }
    }

    @Test
    void a_time_that_is_none_is_refused() {
        for (Duration none : new Duration[] {Duration.ZERO, Duration.ofMillis(-1)}) {
            assertThatThrownBy(() -> NettyTransport.builder().keepIdle(none))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("keepIdle");
        }
    }

    private static Setup keeping(Duration time, boolean http2) {
        var builder = NettyTransport.builder().keepIdle(time);
        return http2 ? Setup.http2(builder) : Setup.plain(builder);
    }
}
