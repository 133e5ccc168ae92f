package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.TimedOut.Kind;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.netty.NettyTransport;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What went wrong in other clients with dead and dying HTTP/2 connections, for which of ours Netty's alone has a means. */
@Execution(ExecutionMode.CONCURRENT)
@Timeout(600)
class NettyHttp2CasesTest {
    /** And what a healthy server has for its answer. */
    private static final Duration INTERVAL = Duration.ofSeconds(6);

    private final ScriptedServer server = Wire.HTTP_2.server();
    private Backend backend;

    @BeforeEach
    void start() throws Exception {
        backend = Backend.over(NettyTransport.builder()
                .config(Wire.HTTP_2.config())
                .pingInterval(INTERVAL)
                .build());
        assertThat(backend.transport().features().has(Feature.PING)).isTrue();
    }

    @AfterEach
    void stop() {
        backend.close();
        server.close();
    }

    @Test
    void a_connection_that_was_forgotten_is_noticed_and_all_its_streams_come_back() throws Exception {
        server.otherwise(request -> Response.stream()
                .chunk(request.lastEventId().isEmpty() ? "id: 1\ndata: a\n\n" : "id: 2\ndata: b\n\n")
                .hang());
        try (var between = Middlebox.before(server.port())) {
            SseRequest request = Live.get(between.uri("https://localhost"));
            List<Follower> both = List.of(backend.follow(request), backend.follow(request));
            both.forEach(each -> each.awaitData("a"));
            assertThat(between.connections()).isEqualTo(1);
            long began = System.nanoTime();
            between.forget();
            for (Follower each : both) {
                each.awaitData("a", "b");
                assertThat(each.losses()).hasSize(1);
                assertThat(each.awaitLoss(Failure.ConnectionFailed.class).phase())
                        .isEqualTo(Phase.BODY);
                assertThat(each.losses().get(0).cause()).hasMessageContaining("PING");
            }
            // Long before the idle time-out, which would have found it out as well.
            assertThat(Duration.ofNanos(System.nanoTime() - began))
                    .isLessThan(Timeouts.defaults().idle().dividedBy(2));
            assertThat(server.requests())
                    .extracting(RecordedRequest::lastEventId)
                    .containsExactly("", "", "1", "1");
        }
    }

    @Test
    void answers_to_pings_are_no_life_of_a_stream_whose_bytes_are_awaited() {
        server.respond(
                Response.stream().chunk("id: 1\ndata: a\n\n").hang(),
                Response.stream().chunk("id: 2\ndata: b\n\n").hang());
        Duration idle = INTERVAL.multipliedBy(2);
        Follower follower = backend.follow(
                Live.get(server.uri("/events")).timeouts(Timeouts.defaults().idle(idle)));
        follower.awaitData("a", "b");
        assertThat(follower.awaitLoss(Failure.TimedOut.class).kind()).isEqualTo(Kind.IDLE);
        assertThat(server.awaitRequest(2).connection())
                .as("the connection is alive")
                .isEqualTo(1);
    }

    /** The JDK's client leaves that to the server. */
    @Test
    void a_connection_that_takes_no_more_streams_is_closed_after_its_last_though_the_server_keeps_it() {
        var reported = new Gate();
        server.respond(Response.stream()
                .goAwayAfter(Http2Peer.NO_ERROR)
                .await(reported)
                .chunk("data: a\n\n"));
        server.otherwise(Response.noHead().goAwayBefore(Http2Peer.NO_ERROR).hang());
        Follower follower = backend.follow(Live.get(server.uri("/events")).reconnect(ReconnectPolicy.never()));
        reported.awaitReached();
        assertThat(server.openConnections()).isEqualTo(1);
        reported.open();
        follower.awaitData("a");
        backend.follow(Live.get(server.uri("/events")).reconnect(Live.atOnce().maxAttempts(5)));
        server.awaitRequests(6);
        server.awaitNoConnections();
    }
}
