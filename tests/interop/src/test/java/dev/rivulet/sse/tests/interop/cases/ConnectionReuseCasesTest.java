package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.time.Duration;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What went wrong in other clients where a connection was used for the next request that should not have been. */
@OnEachTransport
class ConnectionReuseCasesTest {
    private static final int CANCEL = 8; // RFC 9113, 7

    private final String transport;

    ConnectionReuseCasesTest(String transport) {
        this.transport = transport;
    }

    @Test
    void a_connection_that_the_server_closes_after_its_answer_is_not_used_again() {
        Response closing = Response.stream().header("Connection", "close");
        try (var live = Live.on(
                transport,
                closing.chunk("id: 1\ndata: a\n\n").close(),
                Response.stream().chunk("id: 2\ndata: b\n\n").hang())) {
            Follower follower = live.follow(live.get());
            follower.awaitData("a", "b");
            assertThat(live.server.awaitRequest(2).connection()).isEqualTo(2);
            assertThat(follower.losses()).hasSize(1).allMatch(Failure.StreamEnded.class::isInstance);
        }
    }

    /** The server's FIN comes late, so that a connection that was kept would look as good as new. */
    @Test
    void not_even_while_the_close_that_was_announced_has_not_come_yet() {
        Response closing = Response.stream()
                .header("Connection", "close")
                .chunk("id: 1\ndata: a\n\n")
                .send("0\r\n\r\n");
        try (var live = Live.on(
                transport,
                closing.pause(Duration.ofMillis(50)).cut(),
                Response.stream().chunk("id: 2\ndata: b\n\n").hang())) {
            Follower follower = live.follow(live.get());
            follower.awaitData("a", "b");
            assertThat(live.server.requests())
                    .extracting(RecordedRequest::connection)
                    .containsExactly(1, 2);
            assertThat(follower.losses()).hasSize(1).allMatch(Failure.StreamEnded.class::isInstance);
        }
    }

    @ParameterizedTest
    @EnumSource
    void what_still_comes_of_a_cancelled_response_is_not_read_as_the_next(Wire wire) {
        try (var live = Live.over(
                wire,
                transport,
                Tokens.endless(),
                Response.stream().chunk("data: clean\n\n").hang())) {
            try (var stream = live.client.stream(live.get())) {
                for (int i = 0; i < 3; i++) {
                    assertThat(stream.next().data()).isEqualTo("token " + i);
                }
            }
            try (var stream = live.client.stream(live.get())) {
                assertThat(stream.next().data()).isEqualTo("clean");
            }
            assertThat(live.server.awaitRequest(2).connection()).isEqualTo(wire == Wire.HTTP_2 ? 1 : 2);
            assertThat(live.server.awaitReset(1))
                    .isEqualTo(wire == Wire.HTTP_2 ? OptionalInt.of(CANCEL) : OptionalInt.empty());
        }
    }
}
