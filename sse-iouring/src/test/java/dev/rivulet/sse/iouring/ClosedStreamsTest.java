package dev.rivulet.sse.iouring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.TestedPart;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A stream that is cancelled at any moment lets go of its connection, though its server stays silent from then on. */
@Tag("counts")
@Timeout(600)
class ClosedStreamsTest {
    private static final int STREAMS = TestedPart.current() == TestedPart.VERIFY ? 100 : 400;
    private static final int NANOS_LATER_EACH = 500;

    private final ScriptedServer server = ScriptedServer.start()
            .awaitWithin(Duration.ofSeconds(60))
            .otherwise(
                    Response.stream().chunk("data: a\n\ndata: b\n\ndata: c\n\n").hang());

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_cancelled_stream_ends_its_connection() throws Exception {
        EventLoops loops = Opened.loops(new IoUringLoops());
        try (var transport = NettyTransport.builder().eventLoops(loops).build()) {
            for (int i = 1; i <= STREAMS; i++) {
                cancelSoonAfterItsFirstBytes(transport, i);
                server.awaitDisconnect(i);
            }
        }
        assertThat(loops.group().awaitTermination(60, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void loops_end_though_they_are_closed_in_the_same_moment() throws Exception {
        for (int i = 0; i < STREAMS / 8; i++) {
            EventLoops loops = Opened.loops(new IoUringLoops());
            try (var transport = NettyTransport.builder().eventLoops(loops).build()) {
                cancelSoonAfterItsFirstBytes(transport, i);
            }
            assertThat(loops.group().awaitTermination(60, TimeUnit.SECONDS)).isTrue();
        }
        server.awaitNoConnections();
    }

    private void cancelSoonAfterItsFirstBytes(NettyTransport transport, int turn) {
        var reading = new Reading();
        Exchange exchange = transport.open(
                new TransportRequest(
                        "GET", server.uri("/stream"), Headers.none(), null, Duration.ofSeconds(60), 64 << 10),
                reading);
        reading.of.complete(exchange);
        reading.first.join();
        long from = System.nanoTime();
        while (System.nanoTime() - from < (long) turn * NANOS_LATER_EACH) {
            Thread.onSpinWait();
        }
        exchange.cancel();
    }

    /** Reads on. */
    private static final class Reading implements Receiver {
        private final CompletableFuture<Exchange> of = new CompletableFuture<>();
        private final CompletableFuture<Void> first = new CompletableFuture<>();

        @Override
        public void head(ResponseHead response) {
            of.thenAccept(Exchange::read);
        }

        @Override
        public void bytes(ByteBuffer lent) {
            first.complete(null);
        }

        @Override
        public void burstEnd() {
            of.thenAccept(Exchange::read);
        }

        @Override
        public void end() {
            throw new AssertionError();
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            throw new AssertionError(phase.toString(), cause);
        }
    }
}
