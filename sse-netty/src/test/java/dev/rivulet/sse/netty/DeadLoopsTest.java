package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.nio.NioEventLoopGroup;
import io.netty.channel.socket.nio.NioSocketChannel;
import java.net.URI;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A group of loops that its owner has shut down: nothing waits for what it will never do. */
@Timeout(600)
@SuppressWarnings("deprecation") // Netty 4.1's group
class DeadLoopsTest {
    private final EventLoopGroup group = new NioEventLoopGroup(1);

    @AfterEach
    void shutDown() {
        group.shutdownGracefully(0, 1, TimeUnit.SECONDS).syncUninterruptibly();
    }

    private NettyTransportBuilder builder() {
        return NettyTransport.builder().eventLoops(group, NioSocketChannel.class);
    }

    private static void isTold(Recording recording, Phase phase) {
        assertThat(recording.awaitFailed(phase))
                .isInstanceOfSatisfying(
                        SseException.class,
                        reported -> assertThat(reported.failure())
                                .isInstanceOfSatisfying(Failure.ConnectionFailed.class, failure -> {
                                    assertThat(failure.retryable()).isFalse();
                                    assertThat(failure.message()).contains("event loop group has been shut down");
                                }));
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://127.0.0.1", "http://localhost", "https://localhost"})
    void what_is_opened_on_it_fails_at_once(String origin) {
        try (var setup = Setup.plain(builder())) {
            shutDown();
            isTold(setup.get(URI.create(origin + ":" + setup.server.port() + "/")), Phase.CONNECT);
            assertThat(setup.server.connections()).isZero();
        }
    }

    @Test
    void a_transport_may_be_made_on_one_that_is_dead_already() {
        shutDown();
        try (var setup = Setup.plain(builder().http2PriorKnowledge(true))) {
            isTold(setup.get(), Phase.CONNECT);
        }
    }

    @Test
    void a_connection_that_was_kept_on_it_is_not_waited_for() {
        try (var setup = Setup.plain(builder(), Response.status(200).chunk("a"))) {
            assertThat(setup.get().readBody()).isEqualTo("a");
            shutDown();
            isTold(setup.get(), Phase.CONNECT);
        }
    }

    @Test
    void a_stream_that_runs_on_it_fails() {
        try (var setup = Setup.plain(builder(), Setup.EVENT)) {
            Recording stream = setup.get();
            stream.readBytes(Setup.EVENT_BYTES);
            shutDown();
            stream.awaitFailed(Phase.BODY);
        }
    }
}
