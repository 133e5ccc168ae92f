package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.EventView;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients with the Model Context Protocol's streamable HTTP. */
class McpCasesTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(ints = {405, 404, 400, 501})
    void a_get_stream_that_is_not_offered_is_asked_for_once_and_recognised_by_its_status(int status) {
        rig.subscribe().server().head(status, Rig.headers("Allow", "POST")).end();
        Failure.Response response = rig.failed(Failure.HttpError.class).response();
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.headers().first("Allow")).isEqualTo("POST");
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void plain_text_with_a_200_is_no_open_stream_that_ended() {
        rig.subscribe().server().head(200, Rig.headers("Content-Type", "text/plain"));
        rig.server().bytes("Use POST").end();
        rig.time.advance(Duration.ofHours(1));
        assertThat(rig.failed(Failure.NotAnEventStream.class).response().body()).isEqualTo("Use POST");
        assertThat(rig.seen.states).doesNotHaveAnyElementsOfTypes(SessionState.Open.class);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void nothing_is_fetched_again_once_the_awaited_answer_has_come() {
        SseRequest request = Rig.post()
                .repeatable(true)
                .endRule(McpCasesTest::answersTheCall)
                .endRequired(true);
        rig.subscribe(request).open().send("retry: 500\n\ndata: {\"progress\":1}\n\n");
        rig.send("id: 2\ndata: {\"result\":{}}\n\n").end();
        rig.ended(Reason.END_MARKER);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    private static EndRule.Verdict answersTheCall(EventView view) {
        return view.data().contains("\"result\"") ? EndRule.Verdict.END : EndRule.Verdict.CONTINUE;
    }

    @Test
    void close_during_the_wait_that_the_server_asked_for_leaves_no_reconnection_behind() {
        rig.subscribe().open().send("id: 1\nretry: 30000\ndata:\n\n").end();
        assertThat(rig.delay()).isEqualTo(Duration.ofSeconds(30));
        rig.session.close();
        rig.ended(Reason.CLOSED);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void one_document_in_place_of_a_stream_reaches_the_caller() {
        // As values: a session that ends in a failure throws nothing at a subscriber.
        String document = "{\"result\":\"" + "x".repeat(2048) + "\"}";
        rig.subscribe(Rig.post().accept("application/json"));
        assertThat(rig.request().headers().all("Accept")).containsExactly("text/event-stream, application/json");
        rig.server()
                .head(200, Rig.headers("Content-Type", "application/json; charset=utf-8"))
                .bytes(document)
                .end();
        var failure = rig.failed(Failure.NotAnEventStream.class);
        assertThat(failure.contentType()).isEqualTo("application/json; charset=utf-8");
        assertThat(failure.response().body()).isEqualTo(document);
    }

    @Test
    void an_accepted_notification_without_a_body_reaches_the_caller_and_a_stream_does_too() {
        SseRequest request = Rig.post().accept("application/json");
        rig.subscribe(request).server().head(202, Rig.headers()).end();
        assertThat(rig.failed(Failure.HttpError.class).response().status()).isEqualTo(202);

        rig.seen.states.clear();
        rig.subscribe(request).open().send("data: {}\n\n");
        assertThat(rig.data()).containsExactly("{}");
    }

    @Test
    void other_exchanges_of_the_client_that_end_or_are_closed_do_not_disturb_the_long_one() {
        rig.severalSessions();
        rig.subscribe().open();
        var stream = rig.server();
        for (int i = 0; i < 20; i++) {
            rig.time.advance(Duration.ofSeconds(10));
            var call = rig.client.subscribe(Rig.post(), event -> {});
            rig.server().open().bytes("data: {}\n\n");
            if (i % 2 == 0) {
                rig.server().end();
            }
            call.close();
            stream.bytes("data: " + i + "\n\n");
        }
        assertThat(rig.seen.events).hasSize(20);
        assertThat(stream.isCancelled()).isFalse();
        rig.opened();
        rig.session.close();
        assertThat(stream.isCancelled()).isTrue();
    }
}
