package dev.rivulet.sse.iouring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import io.netty.channel.EventLoop;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What multishot takes of a fast stream without a reader. */
@WithMultishot
@Timeout(600)
class OverrunTest {
    private static final SelfSigned CERTIFICATE = SelfSigned.localhost();
    private static final int STREAMS = 5;
    private static final int PARTS = 256;
    private static final int PART = 64 << 10;
    private static final long STILL_MILLIS = 100;

    @ParameterizedTest
    @CsvSource({"4, 1024, false", "16, 4096, false", "16, 4096, true", "64, 4096, true"})
    void it_is_at_most_what_is_declared_and_nothing_of_it_is_lost(int buffers, int bytes, boolean tls)
            throws Exception {
        EventLoops loops = Opened.loops(
                new IoUringLoops().threads(1).bufferRing(buffers, bytes).multishot(true));
        TransportConfig config = TransportConfig.defaults().sslContext(CERTIFICATE.client());
        try (var server = tls ? ScriptedServer.start(CERTIFICATE.server()) : ScriptedServer.start();
                var transport = NettyTransport.builder()
                        .config(config)
                        .eventLoops(loops)
                        .build()) {
            assertThat(transport.features().overrunBytes()).isEqualTo(2 * buffers * bytes);
            EventLoop loop = loops.group().next();
            long most = 0;
            boolean shows = buffers > 4; // so few are used up by the burst itself
            for (int i = 0; i < STREAMS || shows && most == 0; i++) { // the server may be too slow to show it
                List<Gate> marks = Stream.generate(Gate::new).limit(PARTS).toList();
                server.respond(flood(marks));
                var taken = new Taken();
                Exchange exchange = transport.open(
                        new TransportRequest(
                                "GET", server.uri("/"), Headers.none(), null, Duration.ofSeconds(60), 64 << 10),
                        taken);
                taken.head.await();
                exchange.read();
                taken.burst.await();
                assertThat(reachedWhenItStands(marks)).isLessThan(PARTS);
                long waiting = loop.submit(() -> taken.within(exchange::read)).get(); // given inside the call
                assertThat(waiting).isLessThanOrEqualTo(transport.features().overrunBytes());
                most = Math.max(most, waiting);

                taken.readsOn(exchange);
                loop.submit(exchange::read).get();
                assertThat(taken.end.await(60, TimeUnit.SECONDS)).isTrue();
                assertThat(taken.bytes).isEqualTo((long) PARTS * PART);
            }
        }
    }

    private static Response flood(List<Gate> marks) {
        Response flood = Response.stream();
        for (Gate mark : marks) {
            mark.open();
            flood = flood.chunk(new byte[PART]).await(mark);
        }
        return flood;
    }

    private static long reachedWhenItStands(List<Gate> marks) throws InterruptedException {
        long before = -1;
        long now = 0;
        while (now > before && now < marks.size()) {
            Thread.sleep(STILL_MILLIS);
            before = now;
            now = marks.stream().filter(Gate::isReached).count();
        }
        return now;
    }

    /** On the loop, except the latches. */
    private static final class Taken implements Receiver {
        private final CountDownLatch head = new CountDownLatch(1);
        private final CountDownLatch burst = new CountDownLatch(1);
        private final CountDownLatch end = new CountDownLatch(1);
        private volatile long bytes;
        private volatile Exchange goesOn;

        long within(Runnable read) {
            long before = bytes;
            read.run();
            return bytes - before;
        }

        void readsOn(Exchange exchange) {
            goesOn = exchange;
        }

        @Override
        public void head(ResponseHead response) {
            head.countDown();
        }

        @Override
        @SuppressWarnings("NonAtomicOperationOnVolatileField") // one writer
        public void bytes(ByteBuffer lent) {
            bytes += lent.remaining();
        }

        @Override
        public void burstEnd() {
            burst.countDown();
            if (goesOn != null) {
                goesOn.read();
            }
        }

        @Override
        public void end() {
            end.countDown();
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            throw new AssertionError(phase.toString(), cause);
        }
    }
}
