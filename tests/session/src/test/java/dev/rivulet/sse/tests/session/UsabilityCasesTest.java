package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.net.URI;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What users of other clients stumbled over. */
class UsabilityCasesTest {
    private static final String TEN =
            IntStream.range(0, 10).mapToObj(i -> "data: " + i + "\n\n").collect(Collectors.joining());

    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void a_finite_stream_is_fetched_again_because_the_standard_says_so_and_the_state_says_why() {
        rig.subscribe();
        for (int round = 1; round <= 3; round++) {
            rig.open().send(TEN).end();
            assertThat(rig.retrying(Failure.StreamEnded.class).message()).contains("ended the stream");
            assertThat(rig.seen.events).hasSize(10 * round);
            rig.backOff();
        }
    }

    @Test
    void a_finite_stream_is_fetched_once_where_one_word_says_so() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never()))
                .open()
                .send(TEN)
                .end();
        rig.ended(Reason.SERVER_ENDED);
        assertThat(rig.seen.events).hasSize(10);
    }

    @Test
    void a_server_that_wants_the_cursor_in_the_query_gets_it_at_each_attempt_without_a_new_session() {
        rig.subscribe(request -> request.sendLastEventId(false)
                .customizer((original, attempt, id, failure) -> CompletableFuture.completedFuture(
                        id.isEmpty() ? original : original.uri(URI.create(Rig.STREAM + "?since_id=" + id)))));
        assertThat(rig.request().uri()).isEqualTo(Rig.STREAM);
        rig.open().send("id: 1\ndata: a\n\nid: 3\ndata: c\n\n").cut().backOff();
        assertThat(rig.request().uri()).hasQuery("since_id=3");
        rig.open().send("id: 4\ndata: d\n\n").end().backOff();
        assertThat(rig.request().uri()).hasQuery("since_id=4");
        assertThat(rig.sentId()).as("in one place only").isNull();
    }

    @Test
    void a_users_own_header_is_sent_instead_of_the_default_and_not_beside_it() {
        rig.subscribe(request -> request.header("accept", "application/json, text/event-stream")
                .header("CACHE-CONTROL", "no-store")
                .header("Accept-Encoding", "identity"));
        var headers = rig.request().headers();
        assertThat(headers.all("Accept")).containsExactly("application/json, text/event-stream");
        assertThat(headers.all("Cache-Control")).containsExactly("no-store");
        assertThat(headers.all("Accept-Encoding")).containsExactly("identity");
    }

    @Test
    void a_request_says_who_asks_unless_the_user_does() {
        rig.subscribe();
        assertThat(rig.request().headers().all("User-Agent"))
                .singleElement()
                .asString()
                .matches("rivulet/\\d+\\.\\d+.*");
        rig.session.close();
        rig.seen.states.clear();
        rig.subscribe(request -> request.header("user-agent", "mine"));
        assertThat(rig.request().headers().all("User-Agent")).containsExactly("mine");
    }

    @ParameterizedTest
    @ValueSource(strings = {"http://my_service:8080/stream", "http://a-.b_c/", "http://[::1]:8080/stream"})
    void a_host_of_a_container_network_or_an_address_is_no_bad_uri(String uri) {
        rig.subscribe(request -> request.uri(URI.create(uri)));
        assertThat(rig.request().uri()).hasToString(uri);
    }

    @Test
    void a_failure_at_a_host_with_an_underscore_names_it() {
        rig.subscribe(request -> request.uri(URI.create("http://me:geheim@my_service:8080/stream?token=geheim")));
        rig.server().head(404, Rig.headers()).end();
        assertThat(rig.failed(Failure.HttpError.class).message()).contains("http://my_service:8080/stream?…");
        assertThat(SseRequest.get(URI.create("http://me:geheim@my_service:8080/stream?token=geheim")))
                .hasToString("GET http://my_service:8080/stream?…");
    }

    @Test
    void letters_beyond_ascii_in_the_uri_are_sent_as_their_utf_8_and_not_normalized() {
        rig.subscribe(request -> request.uri(URI.create("https://news.example/Zürich/e\u0301?q=日本😀")));
        assertThat(rig.request().uri())
                .hasToString("https://news.example/Z%C3%BCrich/e%CC%81?q=%E6%97%A5%E6%9C%AC%F0%9F%98%80");
    }

    @ParameterizedTest
    @CsvSource({
        "http://a%20b/, has a '%'",
        "http://münchen.example/, IDN.toASCII",
        "ftp://x/, the scheme is ftp",
        "/stream, no scheme",
        "http:/stream, no host"
    })
    void a_uri_that_is_refused_says_why(String uri, String reason) {
        assertThatThrownBy(() -> SseRequest.get(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(reason);
    }
}
