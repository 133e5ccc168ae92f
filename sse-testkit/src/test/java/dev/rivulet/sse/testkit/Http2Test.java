package dev.rivulet.sse.testkit;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledForJreRange;
import org.junit.jupiter.api.condition.JRE;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The server as the JDK's client sees it. */
@Timeout(600)
class Http2Test {
    private static final int LARGE = 20_000_000;

    private final Http2Rig rig = new Http2Rig();
    private final ScriptedServer server = rig.server;

    @RegisterExtension
    final LeavesNoThread after = new LeavesNoThread(server);

    @Test
    void a_stream_is_played_over_http2() throws Exception {
        server.respond(
                Response.stream().header("X-A", "\u00E4").chunk("data: a\n\n").chunk("data: ä\n\n"));
        HttpResponse<String> response = rig.get("/a?b=c");
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_2);
        assertThat(response.statusCode()).isEqualTo(200);
        assertThat(response.headers().map()).containsOnlyKeys(":status", "content-type", "x-a");
        assertThat(response.headers().firstValue("X-A")).hasValue("\u00E4");
        assertThat(response.body()).isEqualTo("data: a\n\ndata: ä\n\n");
    }

    @Test
    void a_request_is_recorded_as_one_of_http2() throws Exception {
        server.respond(Response.status(204));
        rig.send(rig.request("/a?b=c", b -> b.header("Last-Event-ID", "7"))).get(60, TimeUnit.SECONDS);
        RecordedRequest request = server.awaitRequest(1);
        assertThat(request.protocol()).isEqualTo("h2");
        assertThat(request.stream()).isOne();
        assertThat(request).hasToString("GET /a?b=c on connection 1, stream 1");
        assertThat(request.lastEventId()).isEqualTo("7");
        assertThat(request.headers().all("Host")).containsExactly("localhost:" + server.port());
        assertThat(request.headers().lines()).noneMatch(line -> line.getKey().startsWith(":"));
    }

    @Test
    void a_status_has_the_length_of_its_chunks() throws Exception {
        server.respond(
                Response.status(503).header("Retry-After", "1").chunk("busy").chunk("!"));
        HttpResponse<String> response = rig.get("/");
        assertThat(response.statusCode()).isEqualTo(503);
        assertThat(response.headers().firstValue("content-length")).hasValue("5");
        assertThat(response.headers().firstValue("retry-after")).hasValue("1");
        assertThat(response.body()).isEqualTo("busy!");
    }

    @Test
    void one_connection_takes_many_requests_one_after_the_other() throws Exception {
        server.otherwise(request -> Response.status(200).chunk(request.target()));
        for (int i = 0; i < 50; i++) {
            assertThat(rig.get("/" + i).body()).isEqualTo("/" + i);
        }
        assertThat(server.connections()).isOne();
    }

    @Test
    void one_connection_takes_forty_streams_at_a_time() throws Exception {
        var gate = new Gate();
        server.respond(Response.status(204))
                .otherwise(request -> Response.stream().chunk("a").await(gate).chunk(request.target()));
        rig.get("/");
        var bodies = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 40; i++) {
            bodies.add(rig.send(rig.request("/" + i, b -> b)));
        }
        server.awaitRequests(41);
        gate.open();
        for (int i = 0; i < 40; i++) {
            assertThat(bodies.get(i).get(60, TimeUnit.SECONDS).body()).isEqualTo("a/" + i);
        }
        assertThat(server.connections()).isOne();
        assertThat(server.requests()).extracting(RecordedRequest::stream).doesNotHaveDuplicates();
    }

    @Test
    void requests_have_their_responses_in_the_order_of_arrival() throws Exception {
        server.respond(Response.status(204));
        rig.get("/");
        for (int i = 0; i < 40; i++) {
            server.respond(Response.status(200).chunk("" + i));
        }
        var bodies = new ArrayList<CompletableFuture<HttpResponse<String>>>();
        for (int i = 0; i < 40; i++) {
            bodies.add(rig.send(rig.request("/" + i, b -> b)));
        }
        List<RecordedRequest> requests = server.awaitRequests(41);
        for (int i = 0; i < 40; i++) {
            int sent = Integer.parseInt(requests.get(i + 1).target().substring(1));
            assertThat(bodies.get(sent).get(60, TimeUnit.SECONDS).body()).isEqualTo("" + i);
        }
    }

    @Test
    void many_megabytes_go_through_flow_control() throws Exception {
        server.respond(Response.stream().repeat(LARGE / 100_000, "x".repeat(100_000)));
        assertThat(rig.get("/").body()).hasSize(LARGE);
    }

    @Test
    void one_chunk_may_be_larger_than_all_windows() throws Exception {
        server.respond(Response.status(200).chunk("y".repeat(LARGE)));
        assertThat(rig.get("/").body()).hasSize(LARGE).endsWith("y");
    }

    @Test
    void a_client_that_does_not_read_a_stream_stops_that_stream_only() throws Exception {
        var after = new Gate();
        server.respond(Response.stream().repeat(2_000, new byte[16_384]).await(after))
                .otherwise(Response.status(200).chunk("b".repeat(100_000)));
        try (InputStream stalled = rig.open("/stalled").body()) {
            assertThat(stalled.readNBytes(100_000)).hasSize(100_000);
            for (int i = 0; i < 20; i++) {
                assertThat(rig.get("/").body()).hasSize(100_000);
            }
            assertThat(after.isReached()).isFalse();
            stalled.readNBytes(2_000 * 16_384 - 100_000);
            after.awaitReached();
        }
        after.open();
        assertThat(server.connections()).isOne();
    }

    @Test
    void a_client_that_cancels_is_seen_with_its_error_code() throws Exception {
        var gate = new Gate();
        server.respond(Response.stream().chunk("a").await(gate).hang());
        try (InputStream body = rig.open("/").body()) {
            assertThat(body.read()).isEqualTo('a');
        }
        assertThat(server.awaitReset(1)).hasValue(8);
        gate.open();
        assertThat(server.openConnections()).isOne();
    }

    @Test
    void a_post_has_its_body() throws Exception {
        server.otherwise(request -> Response.status(200).chunk(request.method() + request.body().length));
        var small = rig.request("/", b -> b.POST(BodyPublishers.ofString("aä")));
        assertThat(rig.send(small).get(60, TimeUnit.SECONDS).body()).isEqualTo("POST3");
        assertThat(server.awaitRequest(1).text()).isEqualTo("aä");
        var large = rig.request("/", b -> b.POST(BodyPublishers.ofString("b".repeat(1_000_000))));
        assertThat(rig.send(large).get(60, TimeUnit.SECONDS).body()).isEqualTo("POST1000000");
        var none = rig.request("/", b -> b.PUT(BodyPublishers.noBody()));
        assertThat(rig.send(none).get(60, TimeUnit.SECONDS).body()).isEqualTo("PUT0");
    }

    @Test
    void large_headers_come_and_go_in_several_frames() throws Exception {
        String value = "v".repeat(60_000);
        server.respond(Response.status(200).header("X-Large", value).chunk("body"));
        var request = rig.request("/", b -> b.header("X-Request", value));
        HttpResponse<String> response = rig.send(request).get(60, TimeUnit.SECONDS);
        assertThat(response.headers().firstValue("x-large")).hasValue(value);
        assertThat(response.body()).isEqualTo("body");
        assertThat(server.awaitRequest(1).headers().first("x-request")).isEqualTo(value);
    }

    @Test
    void trailers_do_no_harm() throws Exception {
        server.respond(Response.stream().chunk("a").trailer("X-Sum", "1"), Response.status(204));
        assertThat(rig.get("/").body()).isEqualTo("a");
        assertThat(rig.get("/").statusCode()).isEqualTo(204);
        assertThat(server.connections()).isOne();
    }

    @Test
    void a_head_may_wait() throws Exception {
        var gate = new Gate();
        server.respond(Response.status(200).headAfter(gate).chunk("late"), Response.status(204));
        CompletableFuture<HttpResponse<String>> first = rig.send(rig.request("/", b -> b));
        gate.awaitReached();
        assertThat(rig.get("/").statusCode()).isEqualTo(204);
        assertThat(first).isNotDone();
        gate.open();
        assertThat(first.get(60, TimeUnit.SECONDS).body()).isEqualTo("late");
    }

    @Test
    void a_reset_of_a_stream_before_its_head_leaves_the_connection() throws Exception {
        server.respond(
                Response.status(204), Response.noHead().resetStream(Http2Rig.INTERNAL_ERROR), Response.status(204));
        rig.get("/");
        assertThatThrownBy(() -> rig.get("/"))
                .isInstanceOf(ExecutionException.class)
                .hasCauseInstanceOf(IOException.class);
        assertThat(rig.get("/").statusCode()).isEqualTo(204);
        assertThat(server.connections()).isOne();
    }

    @Test
    void a_reset_of_a_stream_within_its_body_leaves_the_others() throws Exception {
        var gate = new Gate();
        var other = new Gate();
        server.respond(
                Response.stream().chunk("other").await(other),
                Response.stream().chunk("a").await(gate).resetStream(Http2Rig.INTERNAL_ERROR));
        try (InputStream untouched = rig.open("/").body();
                InputStream broken = rig.open("/").body()) {
            assertThat(broken.read()).isEqualTo('a');
            gate.open();
            assertThatThrownBy(broken::read).isInstanceOf(IOException.class);
            other.open();
            assertThat(untouched.readAllBytes()).isEqualTo("other".getBytes(UTF_8));
        }
        assertThat(server.connections()).isOne();
    }

    @Test
    void after_goaway_the_next_request_has_another_connection() throws Exception {
        server.respond(Response.stream().chunk("a").goAwayAfter(0), Response.status(204));
        try (InputStream body = rig.open("/").body()) {
            body.readAllBytes();
        } catch (IOException e) {
            assertThat(e).hasStackTraceContaining("GOAWAY"); // the client of 17 fails all streams
        }
        assertThat(rig.get("/").statusCode()).isEqualTo(204);
        assertThat(server.awaitRequest(2).connection()).isEqualTo(2);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "the client of 17 fails all streams at GOAWAY")
    void after_goaway_the_stream_continues() throws Exception {
        var gate = new Gate();
        server.respond(Response.stream().chunk("a").goAwayAfter(0).await(gate).chunk("b"));
        try (InputStream body = rig.open("/").body()) {
            gate.awaitReached();
            assertThat(body.read()).isEqualTo('a');
            gate.open();
            assertThat(body.readAllBytes()).containsExactly('b');
        }
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "the client of 17 fails all streams at GOAWAY")
    void a_request_that_was_not_processed_is_sent_again_on_another_connection() throws Exception {
        server.respond(
                Response.status(204),
                Response.noHead().goAwayBefore(0).hang(),
                Response.status(200).chunk("again"));
        rig.get("/");
        assertThat(rig.get("/").body()).isEqualTo("again");
        assertThat(server.awaitRequest(3).connection()).isEqualTo(2);
    }

    @Test
    void a_cut_ends_all_streams_of_the_connection() throws Exception {
        var never = new Gate();
        var gate = new Gate();
        server.respond(
                Response.stream().chunk("a").await(never),
                Response.stream().chunk("abc").await(gate).chunk("defg").cutAt(5));
        var got = new StringBuffer();
        try (InputStream other = rig.open("/").body()) {
            CompletableFuture<HttpResponse<Void>> cut = rig.client.sendAsync(
                    rig.request("/", b -> b),
                    BodyHandlers.ofByteArrayConsumer(bytes -> bytes.ifPresent(b -> got.append(new String(b, UTF_8)))));
            assertThat(other.read()).isEqualTo('a');
            gate.awaitReached();
            gate.open();
            assertThatThrownBy(() -> cut.get(60, TimeUnit.SECONDS)).hasCauseInstanceOf(IOException.class);
            assertThat("abcde").startsWith(got.toString()); // what it has not delivered, the JDK's client may drop
            assertThatThrownBy(other::read).isInstanceOf(IOException.class);
        }
        server.awaitDisconnect(1);
        assertThat(server.awaitReset(1)).isEmpty();
        never.open();
    }

    @Test
    void a_reset_ends_the_connection() throws Exception {
        var gate = new Gate();
        server.respond(Response.stream().chunk("a").await(gate).reset(), Response.status(204));
        try (InputStream body = rig.open("/").body()) {
            assertThat(body.read()).isEqualTo('a');
            gate.open();
            assertThatThrownBy(body::read).isInstanceOf(IOException.class);
        }
        assertThat(rig.get("/").statusCode()).isEqualTo(204);
        assertThat(server.awaitRequest(2).connection()).isEqualTo(2);
    }

    @Test
    @EnabledForJreRange(min = JRE.JAVA_25, disabledReason = "the client of 17 fails all streams at GOAWAY")
    void a_close_completes_the_response_first() throws Exception {
        server.respond(Response.stream().chunk("a").close(), Response.status(204));
        assertThat(rig.get("/").body()).isEqualTo("a");
        server.awaitDisconnect(1);
        assertThat(rig.get("/").statusCode()).isEqualTo(204);
        assertThat(server.awaitRequest(2).connection()).isEqualTo(2);
    }

    @Test
    void a_raw_response_breaks_the_connection() {
        server.respond(Response.raw("HTTP/1.1 200 OK\r\n\r\nnot a frame, and long enough to be taken for one"));
        assertThatThrownBy(() -> rig.get("/")).hasCauseInstanceOf(IOException.class);
        server.awaitDisconnect(1);
    }

    @Test
    void what_is_not_answered_is_given_up_by_the_client() throws Exception {
        server.respond(Response.noAnswer());
        CompletableFuture<HttpResponse<String>> response = rig.send(rig.request("/", b -> b));
        server.awaitRequest(1);
        assertThat(response).isNotDone();
        response.cancel(true);
        assertThat(server.awaitReset(1)).hasValue(8);
        assertThat(server.openConnections()).isOne();
    }

    @Test
    void a_client_that_does_not_offer_http2_is_served_with_http1() throws Exception {
        server.respond(Response.stream().chunk("old"));
        HttpResponse<String> response = rig.send(http1()).get(60, TimeUnit.SECONDS);
        assertThat(response.version()).isEqualTo(HttpClient.Version.HTTP_1_1);
        assertThat(response.body()).isEqualTo("old");
        RecordedRequest request = server.awaitRequest(1);
        assertThat(request.protocol()).isEqualTo("http/1.1");
        assertThat(request.stream()).isZero();
        assertThat(request).hasToString("GET / on connection 1");
    }

    @Test
    void on_http1_a_request_is_given_up_by_the_end_of_its_connection() throws Exception {
        server.respond(Response.stream().chunk("a").hang());
        HttpResponse<InputStream> response = rig.client.send(http1(), BodyHandlers.ofInputStream());
        response.body().close();
        assertThat(server.awaitReset(1)).isEmpty();
    }

    static Stream<Response> stepsOfHttp2() {
        Response head = Response.stream().chunk("a");
        return Stream.of(head.resetStream(8), head.goAwayAfter(0), head.frame(0, 0, new byte[0]));
    }

    @ParameterizedTest
    @MethodSource("stepsOfHttp2")
    void on_http1_a_step_of_http2_cannot_be_played_and_that_is_reported(Response response) throws Exception {
        var thrown = new CompletableFuture<Throwable>();
        var before = Thread.getDefaultUncaughtExceptionHandler();
        Thread.setDefaultUncaughtExceptionHandler((thread, e) -> thrown.complete(e));
        try {
            server.respond(response);
            assertThatThrownBy(() -> rig.send(http1()).get(60, TimeUnit.SECONDS))
                    .hasCauseInstanceOf(IOException.class);
            assertThat(thrown.get(60, TimeUnit.SECONDS))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("HTTP/1.1 has no");
        } finally {
            Thread.setDefaultUncaughtExceptionHandler(before);
        }
        assertThatThrownBy(() -> server.awaitWithin(Duration.ofMillis(20)).awaitRequests(3))
                .hasMessageContaining("HTTP/1.1 has no");
    }

    private HttpRequest http1() {
        return rig.request("/", b -> b.version(HttpClient.Version.HTTP_1_1));
    }
}
