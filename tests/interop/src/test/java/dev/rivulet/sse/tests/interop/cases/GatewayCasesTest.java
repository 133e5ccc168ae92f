package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.ResponseRules;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;

/** What went wrong in other clients behind gateways, which cut, answer in the server's place, and drop headers. */
@OnEachTransport
class GatewayCasesTest {
    private static final Response ONE = Response.stream().chunk("id: 1\ndata: a\n\n");
    private static final Response LOGIN =
            Response.status(200).header("Content-Type", "text/html").chunk("<html>login</html>");

    private final String transport;

    GatewayCasesTest(String transport) {
        this.transport = transport;
    }

    /**
     * A comment comes on each, since a connection without a byte counts for no success, however long it was
     * open. The server's own answers would otherwise wait for longer and longer.
     */
    @Test
    void a_stream_that_is_cut_whenever_it_was_silent_comes_back_each_time_at_the_shortest_delay() {
        Duration silence = Duration.ofMillis(100);
        ReconnectPolicy policy = ReconnectPolicy.defaults()
                .initialDelay(Duration.ofMillis(1))
                .stableAfter(Duration.ofMillis(1))
                .maxAttempts(2);
        List<Gate> open = new CopyOnWriteArrayList<>();
        try (var live = Live.on(transport)) {
            live.server.otherwise(request -> {
                var seen = new Gate();
                open.add(seen);
                Response begun = request.lastEventId().isEmpty()
                        ? ONE
                        : Response.stream().chunk(":\n\n");
                return begun.await(seen).pause(silence).cut();
            });
            Follower follower = live.follow(live.get().reconnect(policy));
            for (int i = 1; i <= 10; i++) {
                int count = i;
                Follower.await()
                        .until(() -> follower.states(SessionState.Open.class).count() >= count);
                open.forEach(Gate::open); // the silence begins when the client's time does
            }
            follower.awaitLosses(10);
            assertThat(follower.losses()).hasOnlyElementsOfType(Failure.ConnectionFailed.class);
            assertThat(follower.states(SessionState.BackingOff.class))
                    .allSatisfy(state -> assertThat(state.delay()).isLessThanOrEqualTo(Duration.ofMillis(1)));
            assertThat(follower.states(SessionState.Closed.class)).isEmpty();
            assertThat(follower.data).containsExactly("a");
            assertThat(live.server.requests().stream().skip(1))
                    .allMatch(request -> request.lastEventId().equals("1"));
        }
    }

    @Test
    void a_login_page_at_the_beginning_ends_the_session_and_is_shown() throws Exception {
        try (var live = Live.on(transport, LOGIN)) {
            isLogin(live.follow(live.get()).awaitFailed(Failure.NotAnEventStream.class));
            assertThat(live.server.requests()).hasSize(1);
        }
    }

    /** It is retried where a session has been open, as during a deployment; the case wants that by choice. */
    @Test
    void one_that_comes_in_place_of_a_stream_that_was_open_is_waited_out() {
        try (var live = Live.on(
                transport,
                ONE,
                LOGIN,
                LOGIN,
                Response.stream().chunk("id: 2\ndata: b\n\n").hang())) {
            Follower follower = live.follow(live.get());
            follower.awaitData("a", "b");
            assertThat(follower.losses()).hasSize(3);
            assertThat(follower.losses().subList(1, 3)).allSatisfy(loss -> isLogin((Failure.NotAnEventStream) loss));
            assertThat(live.server.requests())
                    .extracting(RecordedRequest::lastEventId)
                    .containsExactly("", "1", "1", "1");
        }
    }

    @Test
    void or_it_ends_the_session_as_the_standard_says_where_one_line_asks_for_that() throws Exception {
        ResponseRules standard = ResponseRules.standard();
        try (var live = Live.on(transport, ONE, LOGIN)) {
            SseRequest request =
                    live.get().responseRules((head, idSent, wasOpen) -> standard.judge(head, idSent, false));
            isLogin(live.follow(request).awaitFailed(Failure.NotAnEventStream.class));
            assertThat(live.server.requests()).hasSize(2);
        }
    }

    private static void isLogin(Failure.NotAnEventStream failure) {
        assertThat(failure.contentType()).isEqualTo("text/html");
        assertThat(failure.response().body()).isEqualTo("<html>login</html>");
    }

    @Test
    void where_the_header_does_not_get_through_the_cursor_goes_into_the_query() {
        try (var live = Live.on(transport)) {
            live.server.otherwise(GatewayCasesTest::replayedFromTheQuery);
            SseRequest request = live.get()
                    .sendLastEventId(false)
                    .customizer((original, attempt, id, failure) -> CompletableFuture.completedFuture(
                            id.isEmpty() ? original : original.uri(withCursor(original.uri(), id))));
            Follower follower = live.follow(request);
            follower.awaitData("1", "2", "3", "4", "5", "6");
            assertThat(live.server.requests())
                    .extracting(RecordedRequest::target)
                    .containsExactly("/events", "/events?last_event_id=3");
            assertThat(live.server.requests().get(1).headers().first("Last-Event-ID"))
                    .isNull();
            assertThat(follower.session.metrics().duplicates()).isEqualTo(1);
        }
    }

    private static URI withCursor(URI uri, String id) {
        return URI.create(uri + "?last_event_id=" + id);
    }

    /** Three at the beginning, and then from the one that is named, which it sends once more. */
    private static Response replayedFromTheQuery(RecordedRequest request) {
        String target = request.target();
        int from = target.contains("=") ? Integer.parseInt(target.substring(target.indexOf('=') + 1)) : 1;
        Response response = Response.stream();
        for (int id = from; id <= (from == 1 ? 3 : 6); id++) {
            response = response.chunk("id: " + id + "\ndata: " + id + "\n\n");
        }
        return from == 1 ? response : response.hang();
    }

    /** A clean end proves nothing, and only a marker shows that an answer is whole; the rest is dropped. */
    @Test
    void a_cut_that_looks_like_a_clean_end_moves_no_cursor_and_is_reported_where_a_marker_is_missing()
            throws Exception {
        Response half = Response.stream().chunk("id: 1\ndata: a\n\n").chunk("id: 2\ndata: {\"half");
        try (var live =
                Live.on(transport, half, Response.stream().chunk("data: b\n\n").hang(), half)) {
            Follower follower = live.follow(live.get());
            follower.awaitData("a", "b");
            assertThat(follower.awaitLoss(Failure.StreamEnded.class)).isNotNull();
            assertThat(live.server.awaitRequest(2).lastEventId()).isEqualTo("1");
            assertThat(follower.session.lastEventId()).isEqualTo("1");

            Follower answer = live.follow(live.post().endMarker("[DONE]"));
            answer.awaitFailed(Failure.Truncated.class);
            assertThat(answer.data).containsExactly("a");
        }
    }
}
