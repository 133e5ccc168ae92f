package dev.rivulet.sse.kafka.streams;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(120)
class UrlListTest {
    private static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration LONGEST = Duration.ofSeconds(100);

    private final ScriptedServer server = ScriptedServer.start();
    private final Heard heard = new Heard();

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void a_list_is_fetched_with_its_headers_and_then_only_if_it_has_changed() throws Exception {
        server.respond(
                Response.status(200)
                        .header("ETag", "\"v1\"")
                        .chunk("a=http://h/1")
                        .close(),
                Response.status(304).header("ETag", "\"v1\"").close(),
                Response.status(200)
                        .header("ETag", "\"v2\"")
                        .chunk("b=http://h/2")
                        .close());
        UrlSource source = source(LONGEST, 1_000);
        Reports reports = reports(source);

        for (int look = 0; look < 3; look++) {
            PolledList.look(source, reports, REFRESH);
        }

        assertThat(heard.names()).containsExactly("a");
        assertThat(heard.names()).containsExactly("b");
        assertThat(heard.failures).isEmpty();
        assertThat(server.awaitRequests(3))
                .extracting(each -> each.headers().first("X-Api-Key"))
                .containsOnly("s3cret");
        assertThat(server.requests())
                .extracting(each -> each.headers().first("If-None-Match"))
                .containsExactly(null, "\"v1\"", "\"v1\"");
    }

    @Test
    void a_list_that_is_sent_again_without_a_change_is_not_reported_again() throws Exception {
        server.otherwise(Response.status(200).chunk("a=http://h/1").close());
        UrlSource source = source(LONGEST, 1_000);
        Reports reports = reports(source);

        PolledList.look(source, reports, REFRESH);
        PolledList.look(source, reports, REFRESH);

        assertThat(heard.lists).hasSize(1);
    }

    @Test
    void an_error_keeps_the_list_and_is_reported_once() throws Exception {
        server.respond(Response.status(200).chunk("a=http://h/1").close())
                .otherwise(Response.status(500).chunk("s3cret").close());
        UrlSource source = source(LONGEST, 1_000);
        Reports reports = reports(source);

        for (int look = 0; look < 3; look++) {
            PolledList.look(source, reports, REFRESH);
        }

        assertThat(heard.failure())
                .contains(
                        "the server answered 500",
                        "the streams known so far remain (1)",
                        "streams.url http://127.0.0.1")
                .doesNotContain("s3cret");
        assertThat(heard.failures).isEmpty();
        assertThat(heard.lists).hasSize(1);
    }

    @Test
    void a_redirect_is_reported_and_gets_no_header() throws Exception {
        server.otherwise(Response.status(302)
                .header("Location", "http://elsewhere/list?s3cret")
                .close());
        UrlSource source = source(LONGEST, 1_000);

        PolledList.look(source, reports(source), REFRESH);

        assertThat(heard.failure())
                .contains("302, a redirect to http://elsewhere/list?…", "streams.url")
                .doesNotContain("s3cret");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void an_answer_without_end_is_given_up() throws Exception {
        server.respond(Response.status(200)
                .header("Content-Length", "100")
                .chunk("a=http://h/1\n")
                .hang());
        UrlSource source = source(Duration.ofMillis(300), 1_000);

        PolledList.look(source, reports(source), REFRESH);

        assertThat(heard.failure()).contains("the server's answer was not complete after 300 ms");
        assertThat(heard.lists).isEmpty();
        server.awaitNoConnections();
    }

    @Test
    void an_answer_that_ends_early_is_no_list() throws Exception {
        server.respond(Response.status(200)
                .header("Content-Length", "100")
                .chunk("a=http://h/1\n")
                .cut());
        UrlSource source = source(LONGEST, 1_000);

        PolledList.look(source, reports(source), REFRESH);

        assertThat(heard.failure()).contains("the request failed");
        assertThat(heard.lists).isEmpty();
    }

    @Test
    void an_answer_that_is_too_large_is_given_up() throws Exception {
        server.respond(Response.status(200)
                .chunked()
                .repeat(1_000_000, "a=http://h/1\n")
                .close());
        UrlSource source = source(LONGEST, 1_000);

        PolledList.look(source, reports(source), REFRESH);

        assertThat(heard.failure()).contains("the body has more than 1000 bytes");
        assertThat(heard.lists).isEmpty();
        server.awaitNoConnections();
    }

    @Test
    void a_broken_list_is_fetched_whole_the_next_time() throws Exception {
        server.respond(
                Response.status(200).header("ETag", "\"v1\"").chunk("[{").close(),
                Response.status(200).header("ETag", "\"v1\"").chunk("[]").close());
        UrlSource source = source(LONGEST, 1_000);
        Reports reports = reports(source);

        PolledList.look(source, reports, REFRESH);
        PolledList.look(source, reports, REFRESH);

        assertThat(server.awaitRequest(2).headers().first("If-None-Match")).isNull();
        assertThat(heard.names()).isEmpty();
    }

    @Test
    void a_server_that_is_not_there_is_reported() throws Exception {
        server.close();
        UrlSource source = source(LONGEST, 1_000);

        PolledList.look(source, reports(source), REFRESH);

        assertThat(heard.failure()).contains("the request failed", "no stream is known yet");
    }

    @Test
    void closing_gives_up_a_request_that_waits() throws Exception {
        var gate = new Gate();
        server.respond(
                Response.status(200).headAfter(gate).chunk("a=http://h/1").close());
        try (StreamList list = StreamList.url(uri(), Map.of(), HttpClient.newHttpClient(), REFRESH)) {
            list.start(heard);
            gate.awaitReached();
        }

        server.awaitNoConnections();
        assertThat(heard.lists).isEmpty();
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void user_information_is_sent_as_basic_authentication_and_not_in_the_target() throws Exception {
        server.otherwise(Response.status(200).chunk("a=http://h/1").close());
        URI withUser = URI.create(server.uri("/list").toString().replace("//", "//us%20er:pass@"));
        var source = new UrlSource(withUser, Map.of(), HttpClient.newHttpClient());

        PolledList.look(source, reports(source), REFRESH);

        assertThat(heard.names()).containsExactly("a");
        assertThat(server.awaitRequest(1).target()).isEqualTo("/list");
        assertThat(server.awaitRequest(1).headers().first("Authorization"))
                .isEqualTo("Basic " + Base64.getEncoder().encodeToString("us er:pass".getBytes(UTF_8)));
    }

    @Test
    void what_a_fault_of_ours_says_is_not_shown() throws Exception {
        var source = new UrlSource(URI.create("http://no_host/?s3cret"), Map.of(), HttpClient.newHttpClient());

        PolledList.look(source, reports(source), REFRESH);

        assertThat(heard.failure())
                .contains("unexpected java.lang.IllegalArgument")
                .doesNotContain("s3cret");
    }

    private UrlSource source(Duration longest, int largest) {
        return new UrlSource(uri(), Map.of("X-Api-Key", "s3cret"), HttpClient.newHttpClient(), longest, largest);
    }

    private URI uri() {
        return server.uri("/list?token=s3cret");
    }

    private Reports reports(ListSource source) {
        return new Reports(source.toString(), heard);
    }
}
