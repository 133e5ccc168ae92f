package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.testkit.SelfSigned;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class TailCommandTest {
    private static final Response NO_MORE = Response.status(204);

    private final ScriptedServer server = ScriptedServer.start();

    @TempDir
    Path folder;

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void an_event_is_its_data_with_id_and_type_in_front() {
        plays("data: plain\n\nid: 7\ndata: with id\n\nevent: tick\ndata: with type\n\n"
                + "id: 8\nevent: tick\ndata: two\ndata: lines\n\nid:\ndata: reset\n\n");

        Run run = tail();

        assertThat(run.out()).isEqualTo("plain\n[7] with id\ntick: with type\n[8] tick: two\n  lines\nreset\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void json_is_an_object_an_event() {
        plays("id: 7\ndata: a \"b\"\n\nevent: tick\ndata: 川\u2028\ndata:\n\n");

        assertThat(tail("--json").out())
                .isEqualTo("{\"type\":\"message\",\"data\":\"a \\\"b\\\"\",\"id\":\"7\"}\n"
                        + "{\"type\":\"tick\",\"data\":\"川\\u2028\\n\",\"id\":\"7\"}\n");
    }

    @Test
    void a_terminal_gets_no_control_characters_from_the_server() {
        plays("id: 1\u001b]0;\nevent: \u0007\ndata: \u001b[2J\n\n");
        Run run = Run.onTerminal("tail", url());

        assertThat(run.out()).contains("[1\uFFFD]0;]", "\uFFFD[2J").doesNotContain("\u001b[2J", "\u001b]", "\u0007");
    }

    @Test
    void a_lost_connection_is_made_again_and_said_so() {
        server.respond(Response.stream()
                .chunk("retry: 10\nid: 1\ndata: a\n\nid: 2\nda")
                .cut());
        server.respond(
                Response.stream().chunk("id: 1\ndata: a\n\nid: 2\ndata: b\n\n").cut());
        server.otherwise(NO_MORE);

        Run run = tail();

        assertThat(run.out()).isEqualTo("[1] a\n[2] b\n");
        assertThat(run.errLines())
                .hasSize(2)
                .allSatisfy(line -> assertThat(line)
                        .startsWith("sse tail: The connection was lost")
                        .containsPattern("Connecting again in \\d\\.\\d\\d s\\.$"));
        assertThat(server.requests()).extracting(RecordedRequest::lastEventId).containsExactly("", "1", "2");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void a_busy_server_is_waited_for_even_at_first() {
        server.respond(
                Response.status(503).header("Retry-After", "0"),
                Response.stream().chunk("data: a\n\n"));
        server.otherwise(NO_MORE);

        Run run = tail();

        assertThat(run.out()).isEqualTo("a\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void without_reconnection_the_end_is_the_end() {
        server.respond(Response.stream().chunk("data: a\n\n"));

        Run run = tail("--no-reconnect");

        assertThat(run.out()).isEqualTo("a\n");
        assertThat(run.err()).isEmpty();
        assertThat(run.exitCode()).isZero();
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void without_reconnection_a_cut_is_a_failure() {
        server.respond(Response.stream().chunk("data: a\n\ndata: b").cut());

        Run run = tail("--no-reconnect");

        assertThat(run.out()).isEqualTo("a\n");
        assertFailed(run, "The connection was lost", "Not retried because of --no-reconnect.");
    }

    @Test
    void the_end_marker_ends_it_and_is_not_shown() {
        server.respond(Response.stream()
                .chunk("data: a\n\ndata: [DONE]\n\ndata: b\n\n")
                .hang());

        Run run = tail("--end-marker", "[DONE]");

        assertThat(run.out()).isEqualTo("a\n");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void an_end_without_the_marker_is_a_failure() {
        server.respond(Response.stream().chunk("data: a\n\n"));

        Run run = tail("--end-marker=[DONE]", "--no-reconnect");

        assertThat(run.out()).isEqualTo("a\n");
        assertFailed(run, "before its end marker");
    }

    @Test
    void enough_is_enough() {
        server.respond(
                Response.stream().chunk("data: a\n\ndata: b\n\ndata: c\n\n").hang());

        Run run = tail("--max-events", "2");

        assertThat(run.out()).isEqualTo("a\nb\n");
        assertThat(run.exitCode()).isZero();
        server.awaitNoConnections();
    }

    @Test
    void states_are_shown_where_asked_for() {
        server.respond(Response.stream().chunk("retry: 10\nid: 1\ndata: a\n\n"));
        server.otherwise(NO_MORE);

        Run run = Run.sse("tail", server.uri("/s?key=secret").toString(), "--states");

        String url = server.uri("/s").toString();
        assertThat(run.errLines()).hasSize(5);
        assertThat(run.errLines().get(0)).isEqualTo("sse tail: connecting (attempt 1)");
        assertThat(run.errLines().get(1))
                .isEqualTo("sse tail: open: 200 over http/1.1 from " + url + "?…, resumed: no");
        assertThat(run.errLines().get(2)).startsWith("sse tail: The server ended the stream. Connecting again in ");
        assertThat(run.errLines().get(3)).isEqualTo("sse tail: connecting (attempt 2)");
        assertThat(run.errLines().get(4)).isEqualTo("sse tail: closed: the server has no more events (204)");
        assertThat(run.err()).doesNotContain("secret");
    }

    @Test
    void the_urls_password_is_shown_nowhere() {
        for (String option : new String[] {"--no-reconnect", "--json"}) {
            server.respond(Response.status(403));
            Run run = Run.sse("tail", url().replace("://", "://user:hunter2@"), "--states", option);

            assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
            assertThat(run.toString()).contains("403").doesNotContain("hunter2");
        }
    }

    @Test
    void a_second_tail_with_the_same_cursor_says_so_at_its_start() {
        Path cursor = folder.resolve("cursor");
        LastEventIdStore first = LastEventIdStore.file(cursor);
        first.open();
        try {
            assertFailed(tail("--cursor", cursor.toString()), cursor.toString(), "in use by another session");
            assertThat(server.requests()).isEmpty();
        } finally {
            first.close();
        }
    }

    @Test
    void states_are_objects_with_json() {
        server.respond(Response.stream().chunk("retry: 10\nid: 1\ndata: a\n\n").cut());
        server.respond(Response.stream().chunk("id: 2\ndata: b\n\n").hang());

        Run run = tail("--json", "--states", "--max-events", "2");

        assertThat(run.errLines()).hasSize(6);
        assertThat(run.errLines().get(0)).isEqualTo("{\"state\":\"connecting\",\"attempt\":1}");
        assertThat(run.errLines().get(1))
                .isEqualTo("{\"state\":\"open\",\"status\":200,\"protocol\":\"http/1.1\",\"uri\":\"" + url()
                        + "\",\"attempt\":1,\"resumed\":\"no\",\"lastEventId\":null,\"gapMs\":null}");
        assertThat(run.errLines().get(2))
                .matches(
                        "\\{\"state\":\"backing_off\",\"delayMs\":\\d+,\"nextAttempt\":2,\"attempt\":1,"
                                + "\"eventsOnConnection\":1,\"events\":1,\"failure\":"
                                + "\\{\"code\":\"connection_failed\",\"message\":\".+\",\"advice\":\".+\",\"retryable\":true}}");
        assertThat(run.errLines().get(4))
                .contains("\"resumed\":\"requested\",\"lastEventId\":\"1\"")
                .matches(".*\"gapMs\":\\d+}");
        assertThat(run.errLines().get(5))
                .isEqualTo("{\"state\":\"closed\",\"reason\":\"closed\",\"attempt\":2,\"eventsOnConnection\":1,"
                        + "\"events\":2}");
    }

    @Test
    void a_refused_connection_is_a_failure_at_once() {
        server.refuseConnections();

        assertFailed(
                tail(), "The connection could not be made", "no server has answered yet; --max-attempts changes that");
    }

    @Test
    void a_refusal_is_a_failure_with_the_servers_words() {
        server.respond(Response.status(404).chunk("{\n  \"error\": \"no such model\"\n}"));

        assertFailed(tail(), "The server answered 404", "{ \"error\": \"no such model\" }");
    }

    @Test
    void failures_are_objects_with_json() {
        server.respond(Response.status(401).chunk("who are you?"));

        Run run = tail("--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err())
                .matches(
                        "\\{\"failure\":\\{\"code\":\"http_error\",\"message\":\"The server answered 401 at .+\",\"advice\":"
                                + "\".+\",\"retryable\":false,\"status\":401,\"body\":\"who are you\\?\"},\"attempt\":1,"
                                + "\"eventsOnConnection\":0,\"events\":0,\"notRetried\":null}\n");
    }

    @Test
    void a_wrong_type_is_a_failure() {
        server.respond(Response.status(200).header("Content-Type", "text/html").chunk("<h1>Sign in</h1>"));

        assertFailed(tail(), "text/html, not text/event-stream", "<h1>Sign in</h1>");
    }

    @Test
    void a_redirect_loop_is_a_failure() {
        server.otherwise(Response.status(302).header("Location", "/again"));

        assertFailed(tail(), "Limits.redirects = 20");
    }

    @Test
    void a_redirect_is_followed() {
        server.respond(
                Response.status(307).header("Location", "/there"),
                Response.stream().chunk("data: a\n\n"));

        assertThat(tail("--no-reconnect").out()).isEqualTo("a\n");
        assertThat(server.requests()).last().extracting(RecordedRequest::target).isEqualTo("/there");
    }

    @Test
    void a_template_in_the_url_is_bad_usage_with_the_position_of_the_character() {
        String url = "http://127.0.0.1:1/hub?topic=https://example.com/books/{id}&t=a|b";
        Run run = Run.sse("tail", url);
        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).contains("index " + url.indexOf('{'));
    }

    @Test
    void an_unsendable_id_is_a_warning() {
        plays("data: a\n\n");

        Run run = tail("--last-event-id", "川", "--transport", "jdkhttp"); // which sends ASCII only

        assertThat(run.errLines())
                .anyMatch(line -> line.startsWith("sse tail: warning: ") && line.contains("cannot be sent"));
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void the_request_is_what_the_options_say() {
        plays("data: a\n\n");

        tail("-H", "X-One: 1", "-H", "x-one:2", "-H", "Authorization: Bearer key", "--last-event-id", "41");

        RecordedRequest request = server.awaitRequest(1);
        assertThat(request.method()).isEqualTo("GET");
        assertThat(request.headers().all("X-One")).containsExactly("1", "2");
        assertThat(request.headers().first("Authorization")).isEqualTo("Bearer key");
        assertThat(request.headers().first("Accept")).isEqualTo("text/event-stream");
        assertThat(request.lastEventId()).isEqualTo("41");
    }

    @Test
    void data_is_posted_as_json() {
        plays("data: a\n\n");

        Run run = tail("-d", "{\"stream\":true}");

        RecordedRequest request = server.awaitRequest(1);
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.text()).isEqualTo("{\"stream\":true}");
        assertThat(request.headers().first("Content-Type")).isEqualTo("application/json");
        assertThat(run.exitCode()).isZero();
    }

    @Test
    void data_comes_from_a_file_or_standard_input() throws Exception {
        Path file = Files.writeString(folder.resolve("body"), "a=1&é");
        server.otherwise(Response.stream().chunk("data: a\n\n"));

        tail("-d", "@" + file, "-X", "put", "-H", "Content-Type: text/plain");
        Run.reading("from stdin", "tail", url(), "-d", "-");

        List<RecordedRequest> requests = server.awaitRequests(2);
        assertThat(requests.get(0).method()).isEqualTo("PUT");
        assertThat(requests.get(0).text()).isEqualTo("a=1&é");
        assertThat(requests.get(0).headers().all("Content-Type")).containsExactly("text/plain");
        assertThat(requests.get(1).text()).isEqualTo("from stdin");
        assertThat(requests.get(1).method()).isEqualTo("POST");
    }

    @Test
    void a_body_that_cannot_be_read_is_named() {
        assertFailed(tail("-d", "@/no/such/file"), "cannot read the body from @/no/such/file");
    }

    @ParameterizedTest
    @ValueSource(strings = {"localhost:8080", "ftp://localhost/x", "/path", "http://", "http://a b", "http://[", ""})
    void a_bad_url_is_bad_usage(String url) {
        assertBadUsage(Run.sse("tail", url));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "-H=no colon",
                "-H=: no name",
                "-H=a name: x",
                "-H=A: 川",
                "-X=a method",
                "-u=no-colon",
                "--max-time=soon",
                "--max-time=-1",
                "--connect-timeout=0",
                "--idle-timeout=1e3",
                "--max-attempts=-1",
                "--proxy=ftp://localhost:21",
                "--proxy=localhost:0",
                "--format={time}",
                "--key=key.pem",
                "--max-events=0",
                "--max-events=many",
                "--transport=pigeon",
                "--what"
            })
    void bad_options_are_bad_usage(String option) {
        assertBadUsage(tail(option));
    }

    @ParameterizedTest
    @CsvSource({"--json,--format={data}", "--http1.1,--http2", "--no-reconnect,--max-attempts=2"})
    void options_that_contradict_each_other_are_bad_usage(String one, String other) {
        assertBadUsage(tail(one, other));
    }

    @Test
    void an_untrusted_certificate_is_refused_unless_an_option_allows_it() throws Exception {
        try (var tls =
                ScriptedServer.start(SelfSigned.forHosts("elsewhere.example").server())) {
            tls.otherwise(Response.stream().chunk("data: a\n\n"));
            String url = tls.uri("/").toString();

            assertFailed(Run.sse("tail", url), "TLS", "certificate");

            Run trusting = Run.sse("tail", url, "-k", "--no-reconnect");
            assertThat(trusting.exitCode()).as(trusting.err()).isZero();
            assertThat(trusting.out()).isEqualTo("a\n");
            assertThat(trusting.errLines()).singleElement().asString().startsWith("sse tail: warning: -k: ");
        }
    }

    /** The stream, and then the status for its end. */
    private void plays(String stream) {
        server.respond(Response.stream().chunk("retry: 10\n\n" + stream)).otherwise(NO_MORE);
    }

    private String url() {
        return server.uri("/stream").toString();
    }

    private Run tail(String... options) {
        List<String> arguments = new ArrayList<>(List.of("tail", url()));
        arguments.addAll(List.of(options));
        return Run.sse(arguments.toArray(String[]::new));
    }

    private static void assertFailed(Run run, String... words) {
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("sse tail: ")
                .contains(words);
    }

    private static void assertBadUsage(Run run) {
        assertThat(run.exitCode()).as(run.toString()).isEqualTo(2);
        assertThat(run.out()).isEmpty();
        assertThat(run.errLines())
                .singleElement()
                .asString()
                .startsWith("sse tail: ")
                .endsWith("(see 'sse tail --help')");
    }
}
