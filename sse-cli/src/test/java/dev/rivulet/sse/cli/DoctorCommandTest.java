package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Streams of six events, after which the watch ends: no test waits for a time to pass. What is measured in time is in DoctorTest. */
@Execution(ExecutionMode.CONCURRENT)
class DoctorCommandTest {
    private static final int EVENTS = 6;

    private final ScriptedServer server = ScriptedServer.start();

    @AfterEach
    void close() {
        server.close();
    }

    @Test
    void a_healthy_server_gets_a_healthy_report_and_exit_code_0() {
        server.otherwise(request -> healthy(request).hang());

        Run run = doctor();

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.err()).isEmpty();
        assertThat(run.out())
                .startsWith("http://127.0.0.1:" + server.port() + "/events\n")
                .contains("+ Resume       Last-Event-ID works: the stream begins after '3'.")
                .contains("\n\nHealthy (watched for ")
                .contains(": 6 events, 0 comments).\n");
        assertThat(run.outLines()).allSatisfy(line -> assertThat(line.length()).isLessThanOrEqualTo(100));
    }

    @Test
    void each_request_tries_one_thing() {
        server.otherwise(request -> healthy(request).hang());

        doctor("--origin", "https://page.example");

        assertThat(server.requests())
                .extracting(
                        RecordedRequest::lastEventId,
                        request -> request.headers().first("Accept-Encoding"),
                        request -> request.headers().first("Origin"))
                .containsExactly(
                        tuple("", null, null),
                        tuple("3", null, null),
                        tuple("", "gzip", null),
                        tuple("", null, "https://page.example"));
    }

    /** What a server does with Last-Event-ID 3. */
    enum Manner {
        IGNORES(request -> begun(request) ? events(7, 9) : events(1, 6)),
        REPLAYS(request -> events(1, 6)),
        INCLUDES(request -> begun(request) ? events(3, 6) : events(1, 6)),
        REFUSES(request -> begun(request) ? Response.status(404).chunk("unknown id") : events(1, 6)),
        ENDS(request -> begun(request) ? Response.status(204) : events(1, 6)),
        SKIPS(request -> begun(request) ? events(6, 6) : events(1, 6));

        private final Function<RecordedRequest, Response> answer;

        Manner(Function<RecordedRequest, Response> answer) {
            this.answer = answer;
        }

        private static boolean begun(RecordedRequest request) {
            return !request.lastEventId().isEmpty();
        }
    }

    @ParameterizedTest
    @CsvSource({
        "IGNORES, ignored, The server ignores Last-Event-ID",
        "REPLAYS, whole_replay, The server sends everything again",
        "INCLUDES, inclusive, The stream begins with the event '3' again",
        "REFUSES, refused, A request with Last-Event-ID is refused with 404.",
        "ENDS, no_content, A request that resumes is answered with 204",
        "SKIPS, skips, The server resumes too late",
    })
    void a_server_that_does_not_resume_gets_its_own_diagnosis(Manner manner, String code, String what)
            throws Exception {
        server.otherwise(request -> {
            Response answer = manner.answer.apply(request);
            return request.lastEventId().isEmpty() || manner != Manner.REFUSES && manner != Manner.ENDS
                    ? answer.hang()
                    : answer;
        });

        Run run = doctor("--json");

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(1);
        JsonNode finding = complaint(run);
        assertThat(finding.get("topic").asText()).isEqualTo("resume");
        assertThat(finding.get("code").asText()).isEqualTo(code);
        assertThat(finding.get("what").asText()).startsWith(what);
        assertThat(finding.get("evidence").asText()).startsWith("Last-Event-ID: 3 was sent");
        assertThat(finding.get("fix").asText()).isNotBlank();
    }

    @Test
    void json_is_one_object() throws Exception {
        server.otherwise(request -> healthy(request).hang());

        Run run = doctor("--json");

        assertThat(run.outLines()).hasSize(1);
        JsonNode report = new ObjectMapper().readTree(run.out());
        assertThat(report.get("outcome").asText()).isEqualTo("healthy");
        assertThat(report.get("events").asInt()).isEqualTo(EVENTS);
        assertThat(report.get("findings"))
                .extracting(finding -> finding.get("topic").asText())
                .contains("response", "ids", "cors");
    }

    @Test
    void events_without_ids_are_something_to_fix() throws Exception {
        server.otherwise(Response.stream().repeat(EVENTS, "data: x\n\n").hang());

        assertThat(complaint(doctor("--json")).get("topic").asText()).isEqualTo("ids");
    }

    @Test
    void an_id_that_cannot_be_sent_is_reported_and_not_tried() throws Exception {
        server.otherwise(Response.stream()
                .chunk("id: 1\ndata: a\n\nid: \u0001\ndata: b\n\nid: \u0002\ndata: c\n\n")
                .hang());

        Run run = Run.sse("doctor", server.uri("/events").toString(), "--max-events", "3", "--json");

        assertThat(complaint(run).get("code").asText()).isEqualTo("unsendable");
        assertThat(server.requests())
                .hasSize(3)
                .extracting(RecordedRequest::lastEventId)
                .containsOnly("");
    }

    @ParameterizedTest
    @CsvSource({"404, http_error", "204, no_content", "200, not_an_event_stream"})
    void what_is_no_stream_is_a_problem(int status, String code) throws Exception {
        server.otherwise(Response.status(status).header("Content-Type", "text/html"));

        Run run = doctor("--json");

        assertThat(run.exitCode()).isEqualTo(1);
        assertThat(complaint(run).get("code").asText()).isEqualTo(code);
        assertThat(complaint(run).get("severity").asText()).isEqualTo("problem");
        assertThat(server.requests()).hasSize(1);
    }

    @Test
    void a_server_that_does_not_answer_is_a_problem_after_a_bounded_time() throws Exception {
        server.otherwise(Response.noAnswer().hang());

        Run run = doctor("--json", "--watch", "200ms", "--connect-timeout", "60");

        assertThat(run.exitCode()).isEqualTo(3);
        assertThat(complaint(run).get("code").asText()).isEqualTo("no_head");
    }

    @Test
    void a_server_that_cannot_be_reached_has_exit_code_3() {
        server.refuseConnections();

        Run run = doctor();

        assertThat(run.exitCode()).as(run.toString()).isEqualTo(3);
        assertThat(run.out())
                .contains("x Response", "Fix: Check that the server is listening", "Unreachable: no response came.");
    }

    @Test
    void redirects_are_followed_and_noted() {
        server.respond(Response.status(302).header("Location", "/there?key=hunter2"));
        server.otherwise(request -> healthy(request).hang());

        Run run = doctor();

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.out()).contains("/there", "after 1 redirect (302;").doesNotContain("hunter2");
    }

    @Test
    void a_post_is_made_once() {
        server.otherwise(Response.stream().chunk(text(1, 5) + "data: [DONE]\n\n"));

        Run run = doctor("-d", "{}");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(server.requests()).extracting(RecordedRequest::method).containsExactly("POST");
        assertThat(run.out()).contains("--repeat");
    }

    @Test
    void a_post_that_may_be_repeated_is() {
        server.otherwise(request -> healthy(request).hang());

        doctor("-d", "{}", "--repeat");

        assertThat(server.requests())
                .hasSize(4)
                .extracting(RecordedRequest::text)
                .containsOnly("{}");
    }

    @Test
    void a_flood_is_cut_off() {
        server.otherwise(Response.stream().repeat(200_000, "id: 1\ndata: x\n\n"));

        Run run = Run.sse("doctor", server.uri("/events").toString(), "--watch", "60s");

        assertThat(run.out()).contains("10000 events");
    }

    @Test
    void secrets_are_not_shown() {
        server.otherwise(request ->
                healthy(request).header("Set-Cookie", "session=hunter2").hang());
        String url = server.uri("/events?key=hunter2").toString().replace("://", "://user:hunter2@");

        Run run = Run.sse("doctor", url, "--max-events", "6", "-H", "X-Auth-Token: hunter2");

        assertThat(run.exitCode()).as(run.toString()).isZero();
        assertThat(run.toString()).doesNotContain("hunter2");
        assertThat(server.awaitRequest(1).headers().first("X-Auth-Token")).isEqualTo("hunter2");
    }

    @Test
    void a_terminal_shows_the_progress_and_then_only_the_report() {
        server.otherwise(Response.stream().chunk(text(1, 2)).hang());

        Run run = Run.onTerminal("doctor", server.uri("/events").toString(), "--watch", "300ms");

        assertThat(run.err()).contains("watching · ").endsWith("\r\u001b[K");
        assertThat(run.out()).doesNotContain("watching");
    }

    @Test
    void controls_of_the_server_do_not_reach_a_terminal() {
        server.otherwise(Response.stream()
                .header("Server", "x")
                .chunk("id: \u001b[2J\ndata: a\n\nid: \u009b2J\ndata: b\n\n".repeat(3))
                .hang());

        assertThat(Run.onTerminal("doctor", server.uri("/events").toString(), "--max-events", "6")
                        .out())
                .doesNotContain("\u001b[2J", "\u009b");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "--watch 0",
                "--watch -1s",
                "--watch soon",
                "--watch http://user:hunter2@host/",
                "--origin hunter2",
                "--max-events 0"
            })
    void bad_usage_is_refused_before_anything_is_sent(String option) {
        Run run = doctor(option.split(" ", -1));

        assertThat(run.exitCode()).isEqualTo(2);
        assertThat(run.err()).doesNotContain("hunter2");
        assertThat(server.requests()).isEmpty();
    }

    private Run doctor(String... options) {
        List<String> arguments =
                new ArrayList<>(List.of("doctor", server.uri("/events").toString()));
        if (!List.of(options).contains("--max-events")) {
            arguments.addAll(List.of("--max-events", Integer.toString(EVENTS)));
        }
        arguments.addAll(List.of(options));
        return Run.sse(arguments.toArray(String[]::new));
    }

    private static JsonNode complaint(Run run) throws Exception {
        List<JsonNode> complaints = complaints(run);
        assertThat(complaints).as(run.out()).hasSize(1);
        return complaints.get(0);
    }

    private static List<JsonNode> complaints(Run run) throws Exception {
        List<JsonNode> complaints = new ArrayList<>();
        for (JsonNode finding : new ObjectMapper().readTree(run.out()).get("findings")) {
            if (List.of("warning", "problem").contains(finding.get("severity").asText())) {
                complaints.add(finding);
            }
        }
        return complaints;
    }

    private static Response healthy(RecordedRequest request) {
        int after = request.lastEventId().isEmpty() ? 0 : Integer.parseInt(request.lastEventId());
        return events(after + 1, EVENTS);
    }

    private static Response events(int from, int to) {
        return Response.stream().header("Cache-Control", "no-cache").chunk(text(from, to));
    }

    private static String text(int from, int to) {
        var text = new StringBuilder();
        for (int id = from; id <= to; id++) {
            text.append("id: ").append(id).append("\ndata: event ").append(id).append("\n\n");
        }
        return text.toString();
    }
}
