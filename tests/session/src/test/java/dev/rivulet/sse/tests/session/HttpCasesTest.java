package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients with the response itself. */
class HttpCasesTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/event-stream;charset=UTF-8",
                "Text/Event-Stream ; charset=\"utf-8\"",
                "text/event-stream;",
                " text/event-stream"
            })
    void the_type_is_not_compared_as_a_whole_text(String type) {
        rig.subscribe().server().head(200, Rig.headers("Content-Type", type)).bytes("data: x\n\n");
        assertThat(rig.data()).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/json, text/event-stream; charset=utf-8",
                "text/event-stream;element-type=\"application/json; v=1, x\"",
                "text/event-stream; a=\"\\\", text/html\"",
                "text/event-stream, */*",
                "text/html, text/event-stream, nonsense, a b/c",
                "text/event-stream,",
            })
    void of_a_list_of_types_the_last_valid_one_counts(String type) {
        rig.subscribe().server().head(200, Rig.headers("Content-Type", type)).bytes("data: x\n\n");
        assertThat(rig.data()).containsExactly("x");
    }

    @ParameterizedTest
    @CsvSource({
        "text/event-stream, text/event-stream;charset=utf-8",
        "text/html, text/event-stream",
        "text/event-stream, ''"
    })
    void of_two_lines_the_last_valid_type_counts(String one, String other) {
        rig.subscribe()
                .server()
                .head(200, Rig.headers("Content-Type", one, "Content-Type", other))
                .bytes("data: x\n\n");
        assertThat(rig.data()).containsExactly("x");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/event-streams",
                "text/event-stream, text/html",
                "text/event-stream; a=b, application/json",
                "text/html; x=\", text/event-stream",
                "text/ event-stream",
                "event-stream"
            })
    void a_type_that_only_contains_the_right_one_is_another_and_named(String type) {
        rig.subscribe().server().head(200, Rig.headers("Content-Type", type)).end();
        assertThat(rig.failed(Failure.NotAnEventStream.class).contentType()).isEqualTo(type);
    }

    @Test
    void the_servers_explanation_of_a_refusal_is_not_thrown_away() {
        String why = "{\"error\":{\"message\":\"no key\",\"n\":401}}";
        rig.subscribe().server().head(401, Rig.headers("Content-Type", "application/json"));
        rig.server().bytes(why.substring(0, 10));
        rig.time.advance(Duration.ofMillis(100));
        rig.server().bytes(why.substring(10)).end();
        Failure.Response response = rig.failed(Failure.HttpError.class).response();
        assertThat(response.body()).isEqualTo(why);
        assertThat(response.headers().first("content-type")).isEqualTo("application/json");
    }

    @Test
    void an_explanation_of_5_megabytes_is_cut_and_the_connection_dropped() {
        rig.subscribe().server().head(500, Rig.headers()).bytes("x".repeat(5 << 20));
        assertThat(rig.retrying(Failure.HttpError.class).response().body()).hasSize(64 << 10);
        assertThat(rig.server().isCancelled()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404})
    void an_explanation_that_never_ends_hangs_no_session(int status) {
        rig.subscribe()
                .server()
                .head(status, Rig.headers("Content-Type", "application/json"))
                .bytes("{\"e\":1}");
        for (int i = 0; i < 20; i++) {
            rig.time.advance(Duration.ofMillis(100));
            rig.server().bytes(" ");
        }
        assertThat(rig.failed(Failure.HttpError.class).response().body()).startsWith("{\"e\":1}");
        assertThat(rig.server().isCancelled()).isTrue();
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({"401, data: secret", "500, event: error", "403, id: 7"})
    void the_body_of_an_error_is_not_parsed_whatever_its_type_says(int status, String line) {
        String body = line + "\ndata: {}\n\n";
        rig.subscribe(request -> request.reconnect(request.reconnect().maxAttempts(1)))
                .server()
                .head(status, Rig.headers("Content-Type", "text/event-stream"))
                .bytes(body)
                .end();
        assertThat(rig.failed(Failure.HttpError.class).response().body()).isEqualTo(body);
        assertThat(rig.seen.events).isEmpty();
        assertThat(rig.session.lastEventId()).isEmpty();
    }

    @Test
    void no_content_is_not_asked_for_again() {
        rig.subscribe().open().send("data: a\n\n").end().backOff();
        rig.server().head(204, Rig.headers()).end();
        rig.time.advance(Duration.ofHours(1));
        assertThat(rig.transport.opened()).isEqualTo(2);
        rig.ended(SessionState.Closed.Reason.NO_CONTENT);
    }
}
