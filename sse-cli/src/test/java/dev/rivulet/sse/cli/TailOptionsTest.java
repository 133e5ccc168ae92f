package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.io.ByteArrayOutputStream;
import java.io.InputStream;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import picocli.CommandLine;

/** What curl's users reach for, and what it does not have. */
@Execution(ExecutionMode.CONCURRENT)
class TailOptionsTest {
    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void two_headers_of_one_name_are_both_sent() {
        plays("data: a\n\n");

        tail("-H", "X-One: 1", "-H", "x-one: 2", "-H", "X-One: 1");

        assertThat(request().headers().all("X-One")).containsExactly("1", "2", "1");
    }

    @Test
    void cookies_are_sent_in_one_line_as_their_standard_requires() {
        plays("data: a\n\n");

        tail("-H", "Cookie: a=1", "-H", "cookie: b=2");

        assertThat(request().headers().all("Cookie")).containsExactly("a=1; b=2");
    }

    @Test
    void a_user_logs_in_by_basic_authentication_unless_the_header_is_given() {
        server.otherwise(Response.stream().chunk("data: a\n\n"));
        tail("--no-reconnect", "-u", "ann:pa:ss é");
        tail("--no-reconnect", "-u", "ann:x", "-H", "Authorization: Bearer key");

        assertThat(server.awaitRequests(2))
                .extracting(request -> request.headers().all("Authorization"))
                .containsExactly(List.of("Basic YW5uOnBhOnNzIMOp"), List.of("Bearer key"));
    }

    @Test
    void compression_is_offered_when_asked_for_and_decoded() throws Exception {
        var gzip = new ByteArrayOutputStream();
        try (var out = new GZIPOutputStream(gzip)) {
            out.write("data: a\n\n".getBytes(java.nio.charset.StandardCharsets.UTF_8));
        }
        server.respond(
                Response.stream().chunk("data: b\n\n"),
                Response.stream().header("Content-Encoding", "gzip").chunk(gzip.toByteArray()));

        assertThat(tail("--no-reconnect").out()).isEqualTo("b\n");
        assertThat(tail("--no-reconnect", "--compressed").out()).isEqualTo("a\n");
        assertThat(server.requests())
                .extracting(request -> request.headers().all("Accept-Encoding"))
                .containsExactly(List.of(), List.of("gzip, deflate"));
    }

    @Test
    void only_events_of_the_named_types_are_printed_and_counted() {
        server.respond(Response.stream()
                .chunk(
                        "event: a\ndata: 1\n\nevent: b\ndata: 2\n\ndata: 3\n\nevent: c\ndata: 4\n\nevent: a\ndata: 5\n\n")
                .hang());

        Run run = tail("--type", "a", "--type=message", "--max-events", "3");

        assertThat(run.out()).isEqualTo("a: 1\n3\na: 5\n");
    }

    @Test
    void a_format_is_printed_as_it_is_without_a_line_end() {
        plays("id: 1\ndata: a\n\nevent: tick\ndata: b\ndata: c\n\n");

        assertThat(tail("--format", "{id}\\t{type}\\t{data};").out()).isEqualTo("1\tmessage\ta;1\ttick\tb\nc;");
    }

    @Test
    void a_format_is_checked_before_anything_is_sent() {
        Run run = tail("--format", "{id} {time}");

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err())
                .isEqualTo("sse tail: Invalid value for option '--format': there is no {time}; there are {id},"
                        + " {type} and {data}; for a brace write {{ (see 'sse tail --help')\n");
        assertThat(server.requests()).isEmpty();
    }

    @Test
    void the_total_time_ends_a_stream_that_continues_with_a_failure() {
        server.otherwise(Response.stream().chunk("data: a\n\n").hang());

        Run run = tail("--max-time", "0.3");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.err()).contains("total time", "Raise --max-time");
    }

    @Test
    void a_silent_stream_is_opened_again() {
        server.respond(Response.stream().chunk("retry: 10\ndata: a\n\n").hang());
        server.otherwise(Response.status(204));

        Run run = tail("--idle-timeout", ".2");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.err()).contains("No byte for 200 ms.");
        assertThat(server.requests()).hasSize(2);
    }

    @Test
    void attempts_are_bounded_and_made_even_if_the_first_fails() {
        server.refuseConnections();

        Run run = tail("--max-attempts", "2");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(run.errLines()).hasSize(2);
        assertThat(run.errLines().get(0)).contains("The connection could not be made", "Connecting again in");
        assertThat(run.errLines().get(1))
                .contains(
                        "The connection could not be made",
                        "(attempt 2, 0 events on this connection, 0 in all) Not retried because of --max-attempts.")
                .endsWith("or raise --connect-timeout.");
    }

    @Test
    void times_and_attempts_reach_the_request() {
        SseRequest request = parsed("--connect-timeout=1.5", "--max-time=60", "--idle-timeout=0", "--max-attempts=0");

        assertThat(request.timeouts().connect()).isEqualTo(Duration.ofMillis(1500));
        assertThat(request.timeouts().total()).isEqualTo(Duration.ofMinutes(1));
        assertThat(request.timeouts().idle()).isZero();
        assertThat(request.reconnect()).isEqualTo(ReconnectPolicy.defaults());
        assertThat(parsed("--max-attempts=5").reconnect())
                .isEqualTo(ReconnectPolicy.defaults().maxAttempts(5));
        assertThat(parsed("--no-reconnect").reconnect()).isEqualTo(ReconnectPolicy.never());
        assertThat(parsed().timeouts()).isEqualTo(SseRequest.get("http://x/").timeouts());
    }

    private static SseRequest parsed(String... options) {
        var out = new Output(new ByteArrayOutputStream(), false, false);
        var terminal = new Terminal(InputStream.nullInputStream(), out, out);
        var command = new TailCommand(terminal);
        List<String> arguments = new ArrayList<>(List.of(options));
        arguments.add("http://localhost/");
        new CommandLine(command).parseArgs(arguments.toArray(String[]::new));
        return command.request(new Display(terminal));
    }

    private RecordedRequest request() {
        return server.awaitRequest(1);
    }

    /** The stream, and then the status for its end. */
    private void plays(String stream) {
        server.respond(Response.stream().chunk("retry: 10\n\n" + stream)).otherwise(Response.status(204));
    }

    private Run tail(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("tail", server.uri("/stream").toString()));
        arguments.addAll(List.of(options));
        return Run.sse(arguments.toArray(String[]::new));
    }
}
