package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.ResponseRules;
import dev.rivulet.sse.ResponseRules.Verdict;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a response's status and type mean. */
class ResponseTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void every_request_asks_for_an_event_stream_uncached_and_uncompressed() {
        rig.subscribe();
        assertThat(rig.server().header("Accept")).isEqualTo("text/event-stream");
        assertThat(rig.server().header("Cache-Control")).isEqualTo("no-cache");
        assertThat(rig.server().header("Accept-Encoding")).isNull();
        assertThat(rig.request().method()).isEqualTo("GET");
        assertThat(rig.request().body()).isNull();

        rig.open().reopen();

        assertThat(rig.server().header("Accept")).isEqualTo("text/event-stream");
        assertThat(rig.server().header("Cache-Control")).isEqualTo("no-cache");
    }

    @Test
    void the_fragment_is_not_sent() {
        rig.subscribe(request -> request.uri(URI.create("https://news.example/stream?q=1#part")));
        assertThat(rig.request().uri()).isEqualTo(URI.create("https://news.example/stream?q=1"));
    }

    @Test
    void the_states_tell_the_story() {
        rig.subscribe();
        assertThat(rig.session.state()).isEqualTo(new SessionState.Connecting(1));
        rig.open().send("data: a\n\n");
        assertThat(rig.opened().status()).isEqualTo(200);
        assertThat(rig.opened().uri()).isEqualTo(Rig.STREAM);
        assertThat(rig.opened().protocol()).isEqualTo("http/1.1");
        assertThat(rig.opened().gap()).isNull();
        assertThat(rig.opened().headers().first("content-type")).isEqualTo("text/event-stream");

        rig.dice.load(1);
        rig.cut();
        assertThat(rig.backingOff().nextAttempt()).isEqualTo(2);
        rig.backOff();
        assertThat(rig.session.state()).isEqualTo(new SessionState.Connecting(2));
        rig.time.advance(Duration.ofSeconds(2));
        rig.open();
        assertThat(rig.opened().attempt()).isEqualTo(2);
        assertThat(rig.opened().gap()).isEqualTo(Duration.ofSeconds(3));

        rig.session.close();

        assertThat(rig.seen.states)
                .extracting(state -> state.getClass().getSimpleName())
                .containsExactly("Connecting", "Open", "BackingOff", "Connecting", "Open", "Closed");
    }

    @Test
    void the_gap_counts_from_the_loss_over_all_failed_attempts() {
        rig.dice.load(1);
        rig.subscribe().open().send("data: a\n\n").cut().backOff(); // 1 s
        rig.server().head(503, Rig.headers()).end();
        rig.backOff(); // 2 s
        rig.open();
        assertThat(rig.opened().gap()).isEqualTo(Duration.ofSeconds(3));
        assertThat(rig.opened().attempt()).isEqualTo(3);
    }

    @Test
    void there_is_no_gap_before_the_stream_was_first_open() {
        rig.dice.load(1);
        rig.subscribe().server().head(503, Rig.headers()).end();
        rig.backOff().open();
        assertThat(rig.opened().gap()).isNull();
    }

    @Test
    void a_users_own_accept_and_cache_control_are_sent_instead() {
        rig.subscribe(request ->
                request.header("accept", "text/event-stream, application/json").header("Cache-Control", "max-age=0"));
        assertThat(rig.request().headers().all("Accept")).containsExactly("text/event-stream, application/json");
        assertThat(rig.request().headers().all("Cache-Control")).containsExactly("max-age=0");
    }

    @Test
    void no_content_ends_for_good() {
        rig.subscribe().server().head(204, Rig.headers()).end();
        rig.ended(SessionState.Closed.Reason.NO_CONTENT);
    }

    @Test
    void no_content_ends_for_good_at_a_reconnection_too() {
        rig.subscribe().open().send("data: a\n\n").cut().backOff();
        rig.server().head(204, Rig.headers("Content-Type", "text/event-stream"));
        rig.ended(SessionState.Closed.Reason.NO_CONTENT);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "text/event-stream",
                "Text/Event-Stream; charset=utf-8",
                "text/event-stream;charset=iso-8859-1",
                "text/event-stream ; x=\"a;b\"",
                "text/event-stream;"
            })
    void an_event_stream_opens_whatever_its_case_and_parameters(String type) {
        rig.subscribe().server().head(200, Rig.headers("Content-Type", type)).bytes("data: ü\n\n");
        assertThat(rig.data()).containsExactly("ü"); // UTF-8 whatever the charset says
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"text/html", "application/json; charset=utf-8", "text/event-streams", "text/plain", "", "text"})
    void another_type_is_fatal_at_first_and_its_body_is_kept(String type) {
        rig.subscribe()
                .server()
                .head(200, Rig.headers("Content-Type", type))
                .bytes("<html>Log in</html>")
                .end();
        var failure = rig.failed(Failure.NotAnEventStream.class);
        assertThat(failure.contentType()).isEqualTo(type);
        assertThat(failure.response().body()).isEqualTo("<html>Log in</html>");
        assertThat(rig.seen.events).isEmpty();
    }

    @Test
    void another_type_is_retried_once_the_stream_has_been_open() {
        rig.subscribe().open().send("data: a\n\n").cut().backOff();
        rig.server()
                .head(200, Rig.headers("Content-Type", "text/html"))
                .bytes("<html>")
                .end();
        rig.retrying(Failure.NotAnEventStream.class);
        rig.backOff().open().send("data: b\n\n");
        assertThat(rig.data()).containsExactly("a", "b");
    }

    @Test
    void a_response_without_a_type_is_not_an_event_stream() {
        rig.subscribe().server().head(200, Rig.headers()).bytes("data: a\n\n").end();
        assertThat(rig.failed(Failure.NotAnEventStream.class).contentType()).isNull();
    }

    @Test
    void a_response_without_a_type_is_one_where_the_user_says_so() {
        rig.subscribe(request -> request.acceptAbsentContentType());
        rig.server().head(200, Rig.headers()).bytes("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                201, 202, 203, 205, 206, 226, 299, 300, 304, 305, 306, 399, 400, 401, 402, 403, 404, 405, 406, 409, 410,
                412, 418, 422, 426, 428, 431, 451, 499, 501, 505, 600, 999
            })
    void other_statuses_are_fatal(int status) {
        rig.subscribe()
                .server()
                .head(status, Rig.headers("Content-Type", "text/event-stream", "Retry-After", "1"))
                .bytes("data: a\n\n")
                .end();
        var failure = rig.failed(Failure.HttpError.class);
        assertThat(failure.retryable()).isFalse();
        assertThat(failure.response().status()).isEqualTo(status);
        assertThat(rig.seen.events).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 425, 429, 500, 502, 503, 504, 506, 507, 508, 511, 520, 529, 599})
    void passing_statuses_are_retried(int status) {
        rig.subscribe().server().head(status, Rig.headers()).end();
        assertThat(rig.retrying(Failure.HttpError.class).response().status()).isEqualTo(status);
        rig.backOff().open().send("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 404, 410, 412})
    void a_refusal_of_a_request_that_carried_an_id_rejects_the_cursor(int status) {
        rig.subscribe(request -> request.lastEventId("7"));
        rig.server().head(status, Rig.headers()).bytes("unknown id").end();
        var failure = rig.failed(Failure.LastEventIdRejected.class);
        assertThat(failure.lastEventId()).isEqualTo("7");
        assertThat(failure.response().body()).isEqualTo("unknown id");
    }

    @Test
    void a_refusal_keeps_status_headers_and_body() {
        rig.subscribe()
                .server()
                .head(403, Rig.headers("X-Reason", "quota"))
                .bytes("{\"error\":", "\"köta\"}")
                .end();
        Failure.Response response = rig.failed(Failure.HttpError.class).response();
        assertThat(response.headers().first("x-reason")).isEqualTo("quota");
        assertThat(response.body()).isEqualTo("{\"error\":\"köta\"}");
        assertThat(response.uri()).isEqualTo(Rig.STREAM);
    }

    @Test
    void a_refusals_body_is_bounded_in_size() {
        rig.subscribe().server().head(403, Rig.headers()).onRead(server -> server.bytes("x".repeat(10_000)));
        rig.server().bytes("x".repeat(10_000));
        assertThat(rig.failed(Failure.HttpError.class).response().body()).hasSize(64 << 10);
        assertThat(rig.server().isCancelled()).isTrue();
    }

    @Test
    void a_refusals_body_is_bounded_in_time() {
        rig.subscribe().server().head(403, Rig.headers()).bytes("for");
        rig.time.advance(Duration.ofSeconds(2).minusNanos(1));
        assertThat(rig.session.state()).isInstanceOf(SessionState.Connecting.class);
        rig.time.advance(Duration.ofNanos(1));
        assertThat(rig.failed(Failure.HttpError.class).response().body()).isEqualTo("for");
    }

    @Test
    void a_refusal_whose_body_breaks_off_is_still_that_refusal() {
        rig.subscribe().server().head(503, Rig.headers("Retry-After", "7")).bytes("bus");
        rig.cut();
        assertThat(rig.retrying(Failure.HttpError.class).response().body()).isEqualTo("bus");
        assertThat(rig.delay()).isEqualTo(Duration.ofSeconds(7));
    }

    @Test
    void messages_show_neither_query_nor_credentials() {
        rig.subscribe(request -> request.uri(URI.create("https://user:pw@news.example/stream?key=geheim"))
                .bearer("geheim"));
        rig.server().head(403, Rig.headers("Set-Cookie", "geheim")).end();
        Failure failure = rig.failed(Failure.HttpError.class);
        assertThat(failure.message() + failure.advice() + failure)
                .doesNotContain("geheim")
                .doesNotContain("pw");
        assertThat(rig.seen.states.toString()).doesNotContain("geheim");
    }

    @Test
    void unauthorized_with_a_customizer_gets_one_more_try_with_a_fresh_request() {
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) ->
                CompletableFuture.completedFuture(original.bearer("token" + attempt))));
        assertThat(rig.server().header("Authorization")).isEqualTo("Bearer token1");
        rig.server().head(401, Rig.headers()).end();
        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.server().header("Authorization")).isEqualTo("Bearer token2");

        rig.server().head(401, Rig.headers()).end();

        assertThat(rig.failed(Failure.HttpError.class).response().status()).isEqualTo(401);
    }

    @Test
    void unauthorized_gets_its_one_more_try_anew_after_each_open_stream() {
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) ->
                CompletableFuture.completedFuture(original.bearer("token" + attempt))));
        for (int i = 0; i < 3; i++) {
            rig.server().head(401, Rig.headers()).end();
            rig.open().send("data: a\n\n").cut().backOff();
        }
        assertThat(rig.data()).hasSize(3);
    }

    @Test
    void the_end_of_the_unauthorized_response_does_not_disturb_a_customizer_that_takes_its_time() {
        var pending = new CompletableFuture<SseRequest>();
        rig.transport.answering(server -> server.head(401, Rig.headers()).end()); // both before open() returns
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) ->
                attempt == 1 ? CompletableFuture.completedFuture(original) : pending));
        rig.transport.answering(server -> {});
        rig.time.advance(Duration.ofSeconds(10));
        assertThat(rig.session.state()).isEqualTo(new SessionState.Connecting(2));
        assertThat(rig.transport.opened()).isEqualTo(1);

        pending.complete(Rig.get().bearer("fresh"));

        assertThat(rig.transport.opened()).isEqualTo(2);
        assertThat(rig.server().header("Authorization")).isEqualTo("Bearer fresh");
        rig.open().send("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_proxys_refusal_is_fatal_and_says_what_to_do() {
        rig.subscribe().server().head(407, Rig.headers()).end();
        var failure = rig.failed(Failure.ProxyFailed.class);
        assertThat(failure.status()).isEqualTo(407);
        assertThat(failure.advice()).contains("proxyCredentials");
    }

    @Test
    void the_rules_for_one_status_can_be_others_in_one_line() {
        rig.subscribe(request -> request.responseRules(ResponseRules.standard().on(404, Verdict.RETRY)));
        rig.server().head(404, Rig.headers()).bytes("not yet there").end();
        assertThat(rig.retrying(Failure.HttpError.class).response().body()).isEqualTo("not yet there");
        rig.backOff().server().head(403, Rig.headers()).end();
        assertThat(rig.failed(Failure.HttpError.class).response().status()).isEqualTo(403);
    }

    @Test
    void the_rules_may_take_any_response_for_a_stream_or_for_its_end() {
        rig.subscribe(request ->
                request.responseRules((head, idSent, wasOpen) -> wasOpen ? Verdict.NO_CONTENT : Verdict.OPEN));
        rig.server()
                .head(202, Rig.headers("Content-Type", "text/plain"))
                .bytes("data: a\n\n")
                .end();
        assertThat(rig.data()).containsExactly("a");
        rig.backOff().server().head(200, Rig.headers());
        rig.ended(SessionState.Closed.Reason.NO_CONTENT);
    }

    @Test
    void the_rules_get_whether_an_id_was_sent_and_whether_the_stream_was_open() {
        List<String> asked = new ArrayList<>();
        rig.subscribe(request -> request.responseRules((head, idSent, wasOpen) -> {
            asked.add(head.status() + " " + idSent + " " + wasOpen);
            return ResponseRules.standard().judge(head, idSent, wasOpen);
        }));
        rig.open()
                .send("id: 1\ndata: a\n\n")
                .cut()
                .backOff()
                .server()
                .head(410, Rig.headers())
                .end();
        assertThat(rig.failed(Failure.LastEventIdRejected.class).lastEventId()).isEqualTo("1");
        assertThat(asked).containsExactly("200 false false", "410 true true");
    }

    @Test
    void rules_that_throw_end_the_session() {
        var thrown = new IllegalStateException("no rule");
        rig.subscribe(request -> request.responseRules((head, idSent, wasOpen) -> {
            throw thrown;
        }));
        rig.open();
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).isSameAs(thrown);
    }

    @Test
    void further_types_are_offered_after_the_event_stream() {
        rig.subscribe(request -> request.accept("application/json"));
        assertThat(rig.server().header("Accept")).isEqualTo("text/event-stream, application/json");
        rig.server()
                .head(200, Rig.headers("Content-Type", "application/json"))
                .bytes("{}")
                .end();
        assertThat(rig.failed(Failure.NotAnEventStream.class).response().body()).isEqualTo("{}");
    }

    @ParameterizedTest
    @ValueSource(ints = {400, 409})
    void a_server_that_still_holds_the_dead_stream_is_asked_again_where_one_line_says_so(int status) {
        rig.dice.load(1);
        rig.subscribe(request -> request.responseRules(ResponseRules.standard().retryConflicts()));
        rig.open().send("id: 1\ndata: a\n\n").cut().backOff();
        rig.server()
                .head(status, Rig.headers())
                .bytes("{\"error\":\"one stream a session\"}")
                .end();
        assertThat(rig.retrying(Failure.HttpError.class).response().body()).contains("one stream");
        rig.backOff().open();
        assertThat(rig.sentId()).isEqualTo("1");
    }

    @Test
    void a_conflict_of_a_stream_that_was_never_open_does_not_pass() {
        rig.subscribe(request -> request.responseRules(ResponseRules.standard().retryConflicts()));
        rig.server().head(409, Rig.headers()).end();
        rig.failed(Failure.HttpError.class);
    }

    @Test
    void a_conflict_after_a_loss_names_the_rule_that_waits_for_its_end() {
        rig.subscribe().open().send("data: a\n\n").cut().backOff();
        rig.server().head(409, Rig.headers()).end();
        assertThat(rig.failed(Failure.HttpError.class).advice()).contains("ResponseRules.standard().retryConflicts()");
    }
}
