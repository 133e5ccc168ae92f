package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.TcpTable;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A server closes a connection that was kept for the next request, which cannot be sent twice. */
@Timeout(600)
class KeptConnectionTest {
    private static final byte[] QUESTION = {'{', '}'};

    @ParameterizedTest(name = "reset {0}")
    @ValueSource(booleans = {false, true})
    void one_that_was_closed_while_idle_is_not_used_for_the_next_post(boolean reset) { // d062 a, b
        var idle = new Gate();
        Response first = Response.status(200).chunk("a").await(idle);
        try (var setup = Setup.plain(
                        reset ? first.reset() : first.cut(),
                        Response.status(200).chunk("b"));
                var other = ScriptedServer.start().otherwise(Response.status(204))) {
            assertThat(setup.post(QUESTION).readAll().awaitEnd().body()).isEqualTo("a");
            idle.open();
            setup.server.awaitDisconnect(1);
            TcpTable.ofClientsOf(setup.server.port()).awaitNoneOpen();
            setup.get(other.uri("/")).awaitEnd(); // the JDK's selector has seen both by now
            assertThat(setup.post(QUESTION).readAll().awaitEnd().body()).isEqualTo("b");
            assertThat(setup.server.awaitRequest(2).connection()).isEqualTo(2);
        }
    }

    @ParameterizedTest(name = "reset {0}")
    @ValueSource(booleans = {false, true})
    void a_post_that_was_written_to_it_fails_as_one_that_may_have_been_processed(boolean reset)
            throws Exception { // d062 c, d
        int tries = 1;
        while (!failsOnTheKeptConnection(reset)) {
            assertThat(tries++)
                    .as("tries until the JDK uses a connection again")
                    .isLessThan(50);
        }
    }

    /** False where the JDK had not yet taken the connection back, and made another. */
    private static boolean failsOnTheKeptConnection(boolean reset) throws Exception {
        Response unanswered = Response.raw("");
        try (var setup = Setup.plain(
                        Response.status(204), reset ? unanswered.reset() : unanswered.cut(), Response.stream());
                var client = SseClient.builder().transport(setup.transport).build()) {
            setup.post(QUESTION).awaitEnd();
            SseRequest same = SseRequest.post(setup.server.uri("/"), "{}")
                    .timeouts(Timeouts.defaults().connect(Setup.CONNECT)); // another time would be another client
            SessionState.Closed closed = client.subscribe(same, event -> {})
                    .closed()
                    .toCompletableFuture()
                    .get(60, TimeUnit.SECONDS);
            assertThat(closed.failure())
                    .isInstanceOfSatisfying(
                            Failure.ConnectionFailed.class,
                            failure -> assertThat(failure.phase()).isEqualTo(Phase.HEAD));
            assertThat(setup.server.requests()).as("it is not sent twice").hasSize(2);
            return setup.server.requests().get(1).connection() == 1;
        }
    }
}
