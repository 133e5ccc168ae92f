package dev.rivulet.sse.http3;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** What streams of one origin have in common. */
@Timeout(240)
class SharedConnectionTest {
    private static final int STREAMS = 100;

    @Test
    void a_hundred_streams_share_one_connection_and_one_that_is_not_read_holds_back_none() throws Exception {
        var all = new Gate();
        try (var server = ScriptedServer.startHttp3(Opened.KEY);
                var transport = Opened.transport().build()) {
            server.maxConcurrentStreams(STREAMS);
            server.respond(Response.stream().repeat(100, new byte[1 << 20]));
            server.otherwise(Response.stream().await(all).repeat(10, "0123456789".repeat(1_000)));
            Recording paused = Opened.get(transport, server.uri("/paused"));
            paused.awaitHead();
            List<Recording> fast = new ArrayList<>();
            for (int i = 1; i < STREAMS; i++) {
                fast.add(Opened.get(transport, server.uri("/fast")));
            }
            all.open();
            for (Recording each : fast) {
                assertThat(each.readBody()).hasSize(100_000);
            }
            assertThat(server.connections()).isEqualTo(1);
            paused.cancel();
            server.awaitReset(1);
        }
    }

    @Test
    void what_the_server_allows_no_stream_for_gets_another_connection() throws Exception {
        try (var server = ScriptedServer.startHttp3(Opened.KEY);
                var transport = Opened.transport().build()) {
            server.maxConcurrentStreams(2);
            server.otherwise(Response.stream().chunk("a").hang());
            List<Recording> streams = new ArrayList<>();
            for (int i = 0; i < 5; i++) {
                streams.add(Opened.get(transport, server.uri("/")));
            }
            streams.forEach(each -> each.readBytes(1));
            assertThat(server.connections()).isEqualTo(3);
        }
    }
}
