package dev.rivulet.sse.netty;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.spi.TransportUnavailableException;
import dev.rivulet.sse.tests.support.Forked;
import io.netty.channel.epoll.Epoll;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** A JVM that is configured not to use Netty's native code. */
@Timeout(600)
class NativesOffTest {
    private static String said;

    @BeforeAll
    static void run() throws Exception {
        assumeTrue(Epoll.isAvailable(), "needs epoll, to switch it off");
        said = Forked.run(Probe.class, "-Dio.netty.transport.noNative=true");
    }

    @Test
    void streams_run_on_nio() {
        assertThat(said).contains("NettyTransport on NIO brought data: a", "NettyProvider made NettyTransport on NIO");
    }

    @Test
    void it_is_said_once_and_why() {
        assertThat(said)
                .containsOnlyOnce("netty runs on NIO, since the native epoll cannot be used")
                .containsPattern("cannot be used: .*noNative");
    }

    @Test
    void what_needs_native_loops_is_refused_with_that_reason() {
        assertThat(said)
                .containsPattern("unixDomainSocket refused: .*native loops.*NIO")
                .containsPattern("tcpUserTimeout refused: .*epoll.*NIO");
    }

    @Test
    void a_refusal_leaves_no_thread() {
        assertThat(said).contains("threads left: 0");
    }

    static final class Probe {
        private Probe() {}

        public static void main(String[] args) throws Exception {
            try (var setup = Setup.plain(NettyTransport.builder(), Setup.EVENT)) {
                String body = setup.get().readBytes(Setup.EVENT_BYTES);
                System.out.println(setup.transport + " brought " + body);
            }
            try (var offered = new NettyProvider().create(TransportConfig.defaults())) {
                System.out.println("NettyProvider made " + offered);
            }
            refused("unixDomainSocket", NettyTransport.builder().unixDomainSocket(Path.of("no.sock")));
            refused("tcpUserTimeout", NettyTransport.builder().tcpUserTimeout(Duration.ofSeconds(5)));
            long deadline = System.nanoTime() + Duration.ofSeconds(60).toNanos();
            while (threads() > 0 && System.nanoTime() < deadline) {
                Thread.sleep(20);
            }
            System.out.println("threads left: " + threads());
        }

        private static void refused(String what, NettyTransportBuilder builder) {
            try (var made = builder.build()) {
                System.out.println(what + " was taken by " + made);
            } catch (TransportUnavailableException e) {
                System.out.println(what + " refused: " + e.reason());
            }
        }

        private static long threads() {
            return Thread.getAllStackTraces().keySet().stream()
                    .filter(thread -> thread.getName().startsWith("rivulet-netty"))
                    .count();
        }
    }
}
