package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Upgrades;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients on the wire itself. */
@OnEachTransport
class WireCasesTest {
    private final String transport;

    WireCasesTest(String transport) {
        this.transport = transport;
    }

    @Test
    void a_server_that_cannot_stand_the_offer_of_an_upgrade_is_not_made_one() throws Exception {
        try (var live = Live.on(transport)) {
            live.server.otherwise(Upgrades::failing);
            Follower follower = live.follow(live.post());
            assertThat(follower.awaitClosed().reason()).isEqualTo(SessionState.Closed.Reason.SERVER_ENDED);
            assertThat(follower.data).containsExactly("{\"q\":1}");
        }
    }

    @Test
    void each_header_is_sent_once_and_with_the_users_value() {
        try (var live = Live.on(transport, Response.stream().hang())) {
            live.follow(live.get()
                    .header("accept", "application/json, text/event-stream")
                    .header("Cache-Control", "no-store")
                    .header("Accept-Encoding", "identity"));
            var headers = live.server.awaitRequest(1).headers();
            assertThat(headers.all("Accept")).containsExactly("application/json, text/event-stream");
            assertThat(headers.all("Cache-Control")).containsExactly("no-store");
            assertThat(headers.all("Accept-Encoding")).containsExactly("identity");
        }
    }

    @Test
    void the_library_offers_no_compression_that_a_box_between_would_not_flush() {
        try (var live = Live.on(transport)) {
            live.server.otherwise(request -> request.headers().first("Accept-Encoding") == null
                    ? Response.stream().chunk("data: plain\n\n").hang()
                    : Response.stream().header("Content-Encoding", "gzip").hang());
            live.follow(live.get()).awaitData("plain");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "cut", "reset", "nonsense", "long"})
    void a_token_in_the_query_is_in_nothing_that_the_library_says(String fault) throws Exception {
        Response response = switch (fault) {
            case "cut" -> Response.stream().chunk("data: a\n\n").cut();
            case "nonsense" -> Response.raw("SSE/9 what?\r\n\r\n").cut();
            case "long" -> Response.stream().header("X", "x".repeat(70_000));
            default -> Response.onAccept().reset();
        };
        try (var live = Live.on(transport, response)) {
            if (fault.equals("refused")) {
                live.server.refuseConnections();
            }
            Follower follower = live.follow(SseRequest.get(live.server.uri("/events?access_token=SECRET"))
                    .bearer("SECRET")
                    .reconnect(ReconnectPolicy.never()));
            Failure failure = follower.awaitClosed().failure();
            var reported = new StringWriter();
            new SseException(failure).printStackTrace(new PrintWriter(reported));
            assertThat(reported + failure.toString() + follower.states).doesNotContain("SECRET");
        }
    }
}
