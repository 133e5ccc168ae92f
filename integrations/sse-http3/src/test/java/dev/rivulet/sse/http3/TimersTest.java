package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import io.netty.channel.IoEventLoop;
import io.netty.channel.IoHandlerFactory;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SingleThreadIoEventLoop;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.util.concurrent.ScheduledFuture;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What a transport leaves on loops that are not its own. */
@Timeout(240)
class TimersTest {
    private final List<ScheduledFuture<?>> timers = new CopyOnWriteArrayList<>();

    @Test
    void a_transport_that_is_closed_leaves_no_timer_on_loops_that_are_lent() throws Exception {
        var group = new Recorded();
        try (var server = ScriptedServer.startHttp3(Opened.KEY)) {
            server.respond(
                    Response.stream().chunk("a").hang(), Response.status(200).chunk("b"));
            try (var transport = Opened.transport()
                    .eventLoops(EventLoops.lent(group, NioSocketChannel.class))
                    .build()) {
                Opened.get(transport, server.uri("/")).readBytes(1);
                Opened.get(transport, server.uri("/")).readBody();
            }
            assertThat(timers).isNotEmpty();
            await().untilAsserted(() -> assertThat(timers).allMatch(ScheduledFuture::isDone));
        } finally {
            group.shutdownGracefully(0, 1, TimeUnit.SECONDS);
        }
    }

    private final class Recorded extends MultiThreadIoEventLoopGroup {
        Recorded() {
            super(1, NioIoHandler.newFactory());
        }

        @Override
        protected IoEventLoop newChild(Executor executor, IoHandlerFactory handlers, Object... more) {
            return new SingleThreadIoEventLoop(this, executor, handlers) {
                @Override
                public ScheduledFuture<?> schedule(Runnable command, long delay, TimeUnit unit) {
                    ScheduledFuture<?> timer = super.schedule(command, delay, unit);
                    timers.add(timer);
                    return timer;
                }
            };
        }
    }
}
