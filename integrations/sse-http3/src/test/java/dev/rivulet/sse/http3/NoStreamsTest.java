package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Recording;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
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
    private final List<Runnable> held = new CopyOnWriteArrayList<>();

    NoStreamsTest() throws Exception {
        transport = Opened.transport().build();
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    @Test
    void a_request_waits_for_a_stream_no_longer_than_for_a_connection() throws Exception {
        var group = new Holding();
        try (var slow = Opened.transport()
                .eventLoops(EventLoops.lent(group, NioSocketChannel.class))
                .build()) {
            Recording waits = open(slow, SHORT);
            await().until(() -> held.size() == 2); // for the connection, which was made, and for a stream
            assertThat(waits.isOver()).isFalse();
            group.execute(held.get(1));
            assertThat(waits.awaitFailed(Phase.CONNECT)).hasMessageContaining("allows no streams");
            assertThat(server.connections()).isEqualTo(1);
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
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
        return open(transport, connectTimeout);
    }

    private Recording open(Http3Transport over, Duration connectTimeout) {
        var recording = new Recording();
        recording.exchange.complete(over.open(request(connectTimeout), recording));
        return recording;
    }

    private TransportRequest request(Duration connectTimeout) {
        return new TransportRequest("GET", server.uri("/"), Headers.none(), null, connectTimeout, 65_536);
    }

    /** A loop that leaves what is due after the short time to the test. */
    private final class Holding extends MultiThreadIoEventLoopGroup {
        Holding() {
            super(1, NioIoHandler.newFactory());
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... more) {
            return new SingleThreadIoEventLoop(this, executor, handlers) {
                @Override
                public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                    if (unit.toNanos(delay) != SHORT.toNanos()) {
                        return super.schedule(command, delay, unit);
                    }
                    ScheduledFuture<?> timer = super.schedule(command, 1, TimeUnit.DAYS);
                    held.add(command);
                    return timer;
                }
            };
        }
    }
}
