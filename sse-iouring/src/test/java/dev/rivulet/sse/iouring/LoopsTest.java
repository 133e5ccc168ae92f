package dev.rivulet.sse.iouring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.netty.EventLoops;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;
import io.netty.channel.uring.IoUring;
import io.netty.channel.uring.IoUringIoHandlerConfig;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledIfSystemProperty;

@Timeout(600)
@DisabledIfSystemProperty(
        named = "io.netty.iouring.recvMultiShotEnabled",
        matches = "false",
        disabledReason = "Netty does not receive with multishot in this run")
class LoopsTest {
    @Test
    void what_cannot_be_is_refused_at_once() {
        var loops = new IoUringLoops();
        assertThatIllegalArgumentException().isThrownBy(() -> loops.threads(0));
        for (int[] ring : new int[][] {{3, 4_096}, {1, 4_096}, {1 << 15, 4_096}, {16, 0}}) {
            assertThatIllegalArgumentException().isThrownBy(() -> loops.bufferRing(ring[0], ring[1]));
        }
        assertThatIllegalStateException().isThrownBy(() -> loops.multishot(true).open());
    }

    @Test
    void http_3_is_refused_with_what_speaks_it() {
        assumeTrue(IoUring.isAvailable());
        var config = TransportConfig.defaults().httpVersion(TransportConfig.HttpVersion.HTTP_3);
        assertThatThrownBy(() -> new IoUringProvider().create(config))
                .isInstanceOf(TransportUnavailableException.class)
                .hasMessageContainingAll("httpVersion is HTTP_3", "dev.rivulet:sse-http3");
    }

    @Test
    void an_option_that_netty_does_not_take_is_the_callers_mistake_and_not_the_kernels() {
        assumeTrue(IoUring.isAvailable());
        var loops = new IoUringLoops().setup(new IoUringIoHandlerConfig().setRingSize(8_192));
        assertThatIllegalArgumentException().isThrownBy(loops::open).withMessageContaining("cqSize");
    }

    @Test
    void buffers_that_do_not_fit_are_reported_and_no_dead_loop_is_given() {
        assumeTrue(IoUring.isAvailable() && IoUring.isRegisterBufferRingSupported());
        var loops = new IoUringLoops().bufferRing(1 << 14, 64 << 20).multishot(true);
        assertThatThrownBy(loops::open)
                .isInstanceOf(TransportUnavailableException.class)
                .hasMessageContaining("buffers of 67108864 bytes")
                .hasMessageContaining("MaxDirectMemorySize");
    }

    @Test
    void it_says_what_it_runs_on_and_opens_again() throws Exception {
        var plain = new IoUringLoops().threads(1);
        for (int i = 0; i < 2; i++) {
            try (var transport =
                    NettyTransport.builder().eventLoops(Opened.loops(plain)).build()) {
                assertThat(transport.description())
                        .matches("io_uring \\(Linux .+, plain receive; buffer rings .+, multishot .+\\)");
                assertThat(transport.features().overrunBytes()).isZero();
            }
        }
    }

    @Test
    void a_transport_on_loops_that_have_ended_can_be_closed() throws Exception {
        EventLoops loops = Opened.loops(new IoUringLoops().threads(1));
        var transport = NettyTransport.builder().eventLoops(loops).build();
        loops.group()
                .shutdownGracefully(0, 1, java.util.concurrent.TimeUnit.SECONDS)
                .get();
        transport.close();
        assertThat(loops.group().isShutdown()).isTrue();
    }
}
