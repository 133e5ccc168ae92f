package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.Recording;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** More streams of one connection end at once than QUIC's window has room to say so. */
@Timeout(240)
@LeftToFull
class ManyStreamsTest {
    private static final int MANY = 1_000;

    private final ScriptedServer server = ScriptedServer.startHttp3(Opened.KEY);
    private final Http3Transport transport;

    ManyStreamsTest() throws Exception {
        transport = Opened.transport().build();
    }

    @AfterEach
    void close() {
        transport.close();
        server.close();
    }

    private List<Recording> streams() {
        server.maxConcurrentStreams(MANY);
        server.otherwise(Response.stream().chunk("a").hang());
        List<Recording> all = IntStream.range(0, MANY)
                .mapToObj(i -> Opened.get(transport, server.uri("/")))
                .toList();
        all.forEach(each -> each.readBytes(1));
        assertThat(server.connections()).isEqualTo(1);
        return all;
    }

    @Test
    void the_server_learns_of_each_that_is_cancelled() {
        streams().forEach(Recording::cancel);
        for (int i = 1; i <= MANY; i++) {
            server.awaitReset(i);
        }
    }

    @Test
    void the_server_learns_that_the_transport_is_closed() {
        streams();
        transport.close();
        server.awaitNoConnections();
    }
}
