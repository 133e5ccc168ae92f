package dev.rivulet.sse.netty;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Recording;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Which connections streams of one origin share. */
@Timeout(600)
class Http2ConnectionsTest {
    @ParameterizedTest
    @CsvSource({"1, 1, 1", "5, 1, 5", "4, 4, 1", "10, 4, 3", "30, 7, 5"})
    void only_as_many_connections_are_opened_as_the_servers_limit_asks_for(int streams, int limit, int connections) {
        try (var setup = Setup.http2(NettyTransport.builder())) {
            setup.server.maxConcurrentStreams(limit).otherwise(Setup.EVENT);
            setup.get(streams).forEach(stream -> stream.readBytes(Setup.EVENT_BYTES));
            assertThat(setup.server.connections()).isEqualTo(connections);
            assertThat(setup.server.openConnections()).isEqualTo(connections);
            Map<Integer, Long> each =
                    setup.server.requests().stream().collect(groupingBy(RecordedRequest::connection, counting()));
            assertThat(each.values()).allMatch(count -> count <= limit);
            assertThat(setup.server.requests()).hasSize(streams);
        }
    }

    @Test
    void streams_that_begin_one_after_the_other_fill_the_connections_too() {
        try (var setup = Setup.http2(NettyTransport.builder())) {
            setup.server.maxConcurrentStreams(3).otherwise(Setup.EVENT);
            for (int i = 0; i < 9; i++) {
                setup.get().readBytes(Setup.EVENT_BYTES);
            }
            assertThat(setup.server.connections()).isEqualTo(3);
        }
    }

    @Test
    void a_place_that_becomes_free_is_used_again() {
        try (var setup = Setup.http2(NettyTransport.builder())) {
            setup.server.maxConcurrentStreams(2).otherwise(Setup.EVENT);
            for (int i = 1; i <= 6; i++) {
                Recording stream = setup.get();
                stream.readBytes(Setup.EVENT_BYTES);
                stream.cancel();
                setup.server.awaitReset(i);
            }
            assertThat(setup.server.connections()).isEqualTo(1);
        }
    }

    @Test
    void what_is_cancelled_while_the_connection_is_made_is_never_asked() {
        var gate = new Gate();
        try (var setup =
                Setup.http2(NettyTransport.builder(), Response.onAccept().await(gate))) {
            setup.server.otherwise(Setup.EVENT);
            List<Recording> cancelled = setup.get(3);
            List<Recording> others = setup.get(4);
            gate.awaitReached();
            cancelled.forEach(Recording::cancel);
            gate.open();
            others.forEach(stream -> stream.readBytes(Setup.EVENT_BYTES));
            assertThat(setup.server.requests()).hasSize(4);
            assertThat(setup.server.connections()).isEqualTo(1);
            assertThat(cancelled).allMatch(stream -> stream.calls().isEmpty());
        }
    }

    @Test
    void what_is_cancelled_while_it_waits_for_a_place_is_never_asked_and_the_next_gets_the_place() {
        try (var setup = Setup.http2(NettyTransport.builder())) {
            setup.server.maxConcurrentStreams(1).otherwise(Setup.EVENT);
            Recording first = setup.get();
            first.readBytes(Setup.EVENT_BYTES);
            setup.server.ignoreConnections();
            Recording waiting = setup.get();
            waiting.cancel();
            setup.server.acceptConnections();
            Recording next = setup.get();
            next.readBytes(Setup.EVENT_BYTES);
            assertThat(waiting.calls()).isEmpty();
            assertThat(setup.server.requests()).hasSize(2);
            assertThat(setup.server.openConnections()).isEqualTo(2);
        }
    }

    @Test
    void after_goaway_new_exchanges_share_another_connection_and_the_old_streams_continue() {
        var gate = new Gate();
        try (var setup = Setup.http2(
                NettyTransport.builder(),
                Response.stream()
                        .chunk("one")
                        .goAwayAfter(0)
                        .chunk("two")
                        .await(gate)
                        .chunk("six"))) {
            setup.server.otherwise(Setup.EVENT);
            Recording old = setup.get();
            old.readBytes("onetwo".length());
            setup.get(5).forEach(stream -> stream.readBytes(Setup.EVENT_BYTES));
            assertThat(setup.server.connections()).isEqualTo(2);
            gate.open();
            assertThat(old.readBody()).isEqualTo("onetwosix");
            setup.server.awaitDisconnect(1); // no stream needs it any longer
            assertThat(setup.server.openConnections()).isEqualTo(1);
        }
    }

    @Test
    void a_server_that_speaks_only_http11_serves_many_exchanges_that_begin_at_once() {
        var server = ScriptedServer.start(Setup.CERTIFICATE.server()).otherwise(Setup.EVENT);
        try (var setup = new Setup(server, NettyTransport.builder().config(Setup.trusting(Setup.CERTIFICATE)))) {
            for (int round = 1; round <= 2; round++) {
                setup.get(10).forEach(stream -> {
                    assertThat(stream.awaitHead().protocol()).isEqualTo("http/1.1");
                    stream.readBytes(Setup.EVENT_BYTES);
                });
                assertThat(server.openConnections()).isEqualTo(10 * round);
            }
            assertThat(server.connections()).isEqualTo(20);
        }
    }
}
