package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What went wrong in other clients when a server said GOAWAY: it only wanted another connection. */
@OnEachTransport
class GoAwayCasesTest {
    private static final int AT_ONCE = 20;

    /** What is not made good at once is not within the time of a test. */
    private static final ReconnectPolicy EVER_SO_SLOW =
            ReconnectPolicy.defaults().initialDelay(Duration.ofDays(365)).maxDelay(Duration.ofDays(365));

    private final String transport;

    GoAwayCasesTest(String transport) {
        this.transport = transport;
    }

    @Test
    void the_stream_continues_to_its_end_and_the_next_attempt_gets_another_connection() {
        var said = new Gate();
        Response leaving = Response.stream().chunk("id: 1\ndata: a\n\n").goAwayAfter(Http2Peer.NO_ERROR);
        for (int i = 2; i < 12; i++) {
            leaving = leaving.pause(Duration.ofMillis(20)).chunk("id: " + i + "\ndata: b\n\n");
        }
        try (var live = Live.over(
                Wire.HTTP_2,
                transport,
                leaving.await(said).chunk("id: 12\ndata: c\n\n"),
                Response.stream().chunk("data: d\n\n").hang())) {
            live.backend.needs(Feature.GOAWAY);
            Follower follower = live.follow(live.get());
            said.awaitReached();
            said.open();
            follower.awaitData("a", "b", "b", "b", "b", "b", "b", "b", "b", "b", "b", "c", "d");
            assertThat(follower.losses()).hasSize(1).allMatch(Failure.StreamEnded.class::isInstance);
            assertThat(live.server.requests())
                    .extracting(RecordedRequest::connection, RecordedRequest::lastEventId)
                    .containsExactly(tuple(1, ""), tuple(2, "12"));
        }
    }

    @Test
    void a_request_that_was_not_processed_is_sent_again_at_once_on_another_connection_also_a_post() throws Exception {
        try (var live = Live.over(
                Wire.HTTP_2,
                transport,
                Response.noHead().goAwayBefore(Http2Peer.NO_ERROR).hang(),
                Response.stream().chunk("data: answer\n\n"))) {
            live.backend.needs(Feature.GOAWAY);
            Follower follower = live.follow(live.post().reconnect(EVER_SO_SLOW));
            assertThat(follower.awaitClosed().reason()).isEqualTo(SessionState.Closed.Reason.SERVER_ENDED);
            assertThat(follower.data).containsExactly("answer");
            assertThat(follower.losses()).allMatch(Failure.RequestNotProcessed.class::isInstance);
            assertThat(live.server.requests())
                    .extracting(RecordedRequest::text, RecordedRequest::connection)
                    .containsExactly(tuple("{\"q\":1}", 1), tuple("{\"q\":1}", 2));
        }
    }

    @Test
    void one_that_no_connection_processes_is_reported_as_such() throws Exception {
        try (var live = Live.over(Wire.HTTP_2, transport)) {
            live.backend.needs(Feature.GOAWAY);
            live.server.otherwise(
                    Response.noHead().goAwayBefore(Http2Peer.NO_ERROR).hang());
            Follower follower = live.follow(live.post().reconnect(Live.atOnce().maxAttempts(3)));
            follower.awaitFailed(Failure.RequestNotProcessed.class);
            assertThat(live.server.requests()).hasSizeGreaterThan(2);
        }
    }

    @Test
    void a_server_that_says_it_to_each_new_connection_leaves_none_behind() throws Exception {
        try (var server = RawServer.start((tcp, number) -> {
                    if (number <= AT_ONCE) {
                        goAwayAtOnce(tcp);
                    } else {
                        var peer = Http2Peer.accept(tcp, 100);
                        int stream = peer.nextRequest();
                        peer.open(stream);
                        peer.data(stream, "data: good\n\n");
                    }
                });
                var backend = Backend.of(transport, Wire.HTTP_2.config()).needs(Wire.HTTP_2)) {
            Follower follower = backend.follow(patient(Live.get(server.uri("https://localhost"))));
            follower.awaitData("good");
            assertThat(server.connections()).isEqualTo(AT_ONCE + 1);
            Follower.await().until(() -> server.openConnections() == 1);
        }
    }

    @Test
    void nor_is_it_asked_again_and_again_without_a_pause() throws Exception {
        try (var server = RawServer.start((tcp, number) -> goAwayAtOnce(tcp));
                var backend = Backend.of(transport, Wire.HTTP_2.config()).needs(Wire.HTTP_2)) {
            Follower follower = backend.follow(
                    patient(SseRequest.get(server.uri("https://localhost")).reconnect(EVER_SO_SLOW)));
            Follower.await()
                    .until(() -> follower.states(SessionState.BackingOff.class)
                            .anyMatch(state -> state.delay().toMinutes() > 0));
            server.awaitNoConnections();
            assertThat(follower.losses()).as("one may be made good at once").hasSizeLessThan(3);
        }
    }

    /** Before JDK 24 its client may lose a request that it sends just as a GOAWAY comes: only the time-out ends that. */
    private SseRequest patient(SseRequest request) {
        boolean maybeLost = transport.equals("jdkhttp") && Runtime.version().feature() < 24;
        return maybeLost ? request.timeouts(Timeouts.defaults().responseHead(Duration.ofSeconds(10))) : request;
    }

    private static void goAwayAtOnce(Socket tcp) throws Exception {
        var peer = Http2Peer.accept(tcp, 100);
        peer.goAway(0, Http2Peer.NO_ERROR);
        peer.fin();
    }
}
