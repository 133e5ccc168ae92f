package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.channel.epoll.Epoll;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Times that are as long as a Duration can be, which is longer than a timer can count. */
@Timeout(600)
class ForEverTest {
    private static final Duration EVER = Duration.ofSeconds(Long.MAX_VALUE);
    private static final Response WHOLE = Response.stream().chunk("data: a\n\n");

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_connection_may_be_kept_for_ever(boolean http2) {
        EventLoops loops = OwnLoops.nio(1);
        var builder = NettyTransport.builder().eventLoops(loops).keepIdle(EVER);
        try (var setup = http2 ? Setup.http2(builder) : Setup.plain(builder)) {
            setup.server.otherwise(WHOLE);
            for (int i = 0; i < 3; i++) {
                assertThat(setup.get().readBody()).isEqualTo("data: a\n\n");
                Setup.settle(loops);
            }
            assertThat(setup.server.connections()).isEqualTo(1);
        }
    }

    @Test
    void connecting_may_take_for_ever() {
        try (var setup = Setup.plain(NettyTransport.builder(), WHOLE)) {
            var recording = new Recording();
            Setup.get(setup.transport, setup.server.uri("/events"), EVER, recording);
            assertThat(recording.readBody()).isEqualTo("data: a\n\n");
        }
    }

    @Test
    void the_first_ping_may_come_never() {
        try (var setup = Setup.http2(NettyTransport.builder().pingInterval(EVER), WHOLE)) {
            assertThat(setup.get().readBody()).isEqualTo("data: a\n\n");
        }
    }

    @Test
    void what_is_unacknowledged_may_stay_so_for_as_long_as_the_system_can_count() {
        assumeTrue(Epoll.isAvailable(), "needs epoll");
        try (var setup = Setup.plain(NettyTransport.builder().tcpUserTimeout(EVER), WHOLE)) {
            assertThat(setup.get().readBody()).isEqualTo("data: a\n\n");
        }
    }
}
