package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.http.HttpClient;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What went wrong in other clients on the wire itself. */
@Timeout(20)
class WireCasesTest {
    /** As some servers in Python do: with an offer of HTTP/2 the body is lost, or there is no answer at all. */
    private static Response failingAtUpgrades(RecordedRequest request) {
        boolean offered = request.headers().first("Upgrade") != null
                || request.headers().first("HTTP2-Settings") != null
                || request.headers().first("Connection") != null;
        return offered ? Response.noAnswer() : Response.stream().chunk("data: " + request.text() + "\n\n");
    }

    @Test
    void a_server_that_cannot_stand_the_offer_of_an_upgrade_is_not_made_one() throws Exception {
        HttpClient users =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_2).build();
        for (JdkHttpTransport transport :
                List.of(JdkHttpTransport.create(TransportConfig.defaults()), JdkHttpTransport.over(users))) {
            try (var live = new Live(transport)) {
                live.server.otherwise(WireCasesTest::failingAtUpgrades);
                live.subscribe(live.post());
                assertThat(live.awaitClosed().reason()).isEqualTo(SessionState.Closed.Reason.COMPLETE);
                assertThat(live.data).containsExactly("{\"q\":1}");
            }
        }
    }

    @Test
    void each_header_is_sent_once_and_with_the_users_value() {
        try (var live = new Live(Response.stream().hang())) {
            live.subscribe(live.get()
                    .header("accept", "application/json, text/event-stream")
                    .header("Cache-Control", "no-store")
                    .header("Accept-Encoding", "identity"));
            var headers = live.server.awaitRequest(1).headers();
            assertThat(headers.all("Accept")).containsExactly("application/json, text/event-stream");
            assertThat(headers.all("Cache-Control")).containsExactly("no-store");
            assertThat(headers.all("Accept-Encoding")).containsExactly("identity");
        }
    }

    @Test
    void the_library_offers_no_compression_that_a_box_between_would_not_flush() {
        try (var live = new Live()) {
            live.server.otherwise(request -> request.headers().first("Accept-Encoding") == null
                    ? Response.stream().chunk("data: plain\n\n").hang()
                    : Response.stream().header("Content-Encoding", "gzip").hang());
            live.subscribe(live.get());
            live.awaitData("plain");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"refused", "cut", "reset", "nonsense", "long"})
    void a_token_in_the_query_is_in_nothing_that_the_library_says(String fault) throws Exception {
        Response response = switch (fault) {
            case "cut" -> Response.stream().chunk("data: a\n\n").cut();
            case "nonsense" -> Response.raw("SSE/9 what?\r\n\r\n").cut();
            case "long" -> Response.stream().header("X", "x".repeat(70_000));
            default -> Response.onAccept().reset();
        };
        try (var live = new Live(response)) {
            if (fault.equals("refused")) {
                live.server.refuseConnections();
            }
            live.subscribe(SseRequest.get(live.server.uri("/events?access_token=SECRET"))
                    .bearer("SECRET")
                    .reconnect(ReconnectPolicy.never()));
            Failure failure = live.awaitClosed().failure();
            var told = new StringWriter();
            new SseException(failure).printStackTrace(new PrintWriter(told));
            assertThat(told + failure.toString() + live.states).doesNotContain("SECRET");
        }
    }

    @Test
    void credit_from_eight_threads_at_once_neither_stalls_the_body_nor_mixes_it_up() throws Exception {
        String body = IntStream.range(0, 20_000).mapToObj(i -> i + "\n").collect(Collectors.joining());
        Response response = Response.stream();
        for (int at = 0; at < body.length(); at += 1_000) {
            response = response.chunk(body.substring(at, Math.min(body.length(), at + 1_000)));
        }
        try (var setup = Setup.plain(response)) {
            Recording recording = setup.get();
            recording.awaitHead();
            List<Thread> threads = IntStream.range(0, 8)
                    .mapToObj(i -> new Thread(() -> {
                        while (recording.count("end") == 0) {
                            recording.read();
                        }
                    }))
                    .toList();
            threads.forEach(Thread::start);
            recording.awaitEnd();
            for (Thread each : threads) {
                each.join();
            }
            assertThat(recording.body()).isEqualTo(body);
            assertThat(recording.calls()).noneMatch(call -> call.contains("while inside"));
        }
    }
}
