package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import dev.rivulet.sse.tests.support.TcpTable;
import io.netty.channel.epoll.Epoll;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * A flood that is read as fast as it comes, on the loop's own thread, beside a stream that has just got an event: how many
 * bursts of the one come before the event of the other. Each is 256 KiB at most.
 */
@Timeout(600)
class LoopFairnessTest {
    private static final int MOST = 70; // Netty 4.1 polls its channels once in 64 tasks

    private final AtomicInteger bursts = new AtomicInteger();
    private final AtomicInteger between = new AtomicInteger(-1);
    private final CountDownLatch came = new CountDownLatch(1);

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void a_quiet_stream_beside_a_flood_is_served_within_a_few_bursts(boolean epoll) throws Exception {
        assumeTrue(!epoll || Epoll.isAvailable(), "needs epoll");
        measure(Setup.plain(NettyTransport.builder().eventLoops(epoll ? OwnLoops.epoll(1) : OwnLoops.nio(1))), false);
    }

    @Test
    void so_it_is_beside_a_flood_of_http2() throws Exception {
        measure(Setup.http2(NettyTransport.builder().threads(1)), true);
    }

    private void measure(Setup made, boolean sharesAConnection) throws Exception {
        var go = new Gate();
        var sent = new Gate();
        try (var setup = made) {
            setup.server.respond(
                    Response.stream()
                            .chunk("data: a\n\n")
                            .await(go)
                            .chunk("data: b\n\n")
                            .await(sent),
                    Response.stream().repeat(100_000, new byte[16_384]));
            var quiet = new Recording();
            Setup.get(setup.transport, setup.server.uri("/events"), quiet);
            quiet.readBytes(Setup.EVENT_BYTES);
            quiet.inside("bytes", () -> {
                between.set(bursts.get());
                came.countDown();
            });
            quiet.read();
            var table = TcpTable.ofClientsOf(setup.server.port());
            List<Integer> connections = table.open();
            flood(setup, () -> {
                go.open();
                sent.awaitReached(); // it is in the server's socket
                if (!sharesAConnection) { // else it comes in its turn
                    connections.forEach(table::awaitUnread);
                }
            });
            assertThat(came.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(between.get()).isBetween(0, MOST);
        }
    }

    private void flood(Setup setup, Runnable atFullSpeed) {
        var flood = new CountingReceiver();
        flood.atBurst = () -> {
            if (flood.bursts == 100) {
                atFullSpeed.run();
            } else if (flood.bursts > 100) {
                bursts.incrementAndGet();
            }
        };
        flood.open(setup.transport, setup.server.uri("/events"));
    }
}
