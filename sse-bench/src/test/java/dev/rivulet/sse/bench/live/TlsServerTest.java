package dev.rivulet.sse.bench.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The server that all versions of HTTP are measured with gives the same to each. */
@Tag("full")
@EnabledIfSystemProperty(named = "rivulet.tests", matches = "full|rest", disabledReason = "left to -Pfull")
@Timeout(600)
class TlsServerTest {
    private static TlsKey key;
    private static LiveProcess server;
    private static long[] ports;

    @BeforeAll
    static void start() throws Exception {
        key = TlsKey.make();
        server = new LiveProcess(
                0,
                List.of("-XX:TieredStopAtLevel=1"),
                TlsServer.class,
                key.file().toString());
        ports = server.answer();
    }

    @AfterAll
    static void stop() throws Exception {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void a_fast_stream_an_idle_one_and_one_that_is_dropped(OverTls.Version version) throws Exception {
        long port = ports[version == OverTls.Version.HTTP_3 ? 1 : 0];
        try (LiveClient client = new OverTls(version, key).client(true)) {
            for (String path : List.of("/flood/tokens/1", "/flood/tokens/8192")) {
                await(client, port, path, Taker.counting(LiveWire.TOKENS), 10_000);
            }
            Taker idle = await(client, port, "/idle", Taker.timing(), 1);
            await(client, port, "/ticks", Taker.timing(), 3);
            assertThat(idle.events()).isEqualTo(1);
            client.closeStreams();
            await(client, port, "/drops", Taker.timing(), 5);
        }
    }

    private static Taker await(LiveClient client, long port, String path, Taker taker, long events) throws Exception {
        client.open(URI.create("https://localhost:" + port + path), taker);
        while (taker.events() < events) {
            Thread.sleep(1);
        }
        return taker;
    }
}
