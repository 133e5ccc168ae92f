package dev.rivulet.sse.tests.interop.floods;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Flood;
import dev.rivulet.sse.tests.support.Forked;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.TransportNames;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that sends faster than its events are taken, over io_uring, with little memory on the taker's side. */
@LeftToFull
class RingFloodTest {
    private static final long MIB = 1 << 20;
    private static final long TOTAL = 384 * MIB;

    /** What the system holds in both sockets (up to 10 MiB as Linux comes), the ring, and the session's queue. */
    private static final long MOST_ON_THE_WAY = 24 * MIB;

    @ParameterizedTest
    @ValueSource(strings = {"plain", "ring", "multishot"})
    void the_server_waits_nothing_is_lost_and_64_megabytes_are_enough(String receive) throws Exception {
        TransportNames.client("iouring").close(); // skips the test where it does not work
        try (Flood flood = new Flood()) {
            Process taker = taker(receive, flood.uri().toString());
            try {
                flood.open();
                assertThat(flood.sendUntilStalled(TOTAL)).as("bytes on the way").isLessThan(MOST_ON_THE_WAY);
                taker.getOutputStream().close(); // the end is as good as a byte
                flood.sendUpTo(TOTAL);
                flood.end();
                assertThat(new String(taker.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                        .isEqualTo(flood.events() + "\n");
                assertThat(taker.waitFor(60, TimeUnit.SECONDS)).isTrue();
            } finally {
                taker.destroyForcibly();
            }
        }
    }

    private static Process taker(String receive, String uri) throws Exception {
        var builder = new ProcessBuilder(
                        Forked.tool("java"),
                        "-Xmx64m",
                        "-XX:MaxDirectMemorySize=64m",
                        "-XX:TieredStopAtLevel=1",
                        "-Dio.netty.iouring.recvMultiShotEnabled=" + receive.equals("multishot"),
                        RingTaker.class.getName(),
                        receive,
                        uri)
                .redirectError(ProcessBuilder.Redirect.INHERIT);
        builder.environment().put("CLASSPATH", Forked.classPath());
        return builder.start();
    }
}
