package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of {@code TransportRequest}, and of what {@code Transport} makes of it. */
abstract class RequestRules extends Topic {
    /** What stands between a request and its answer, and asks for nothing else. */
    private static final Set<String> UNASKED = Set.of(
            "accept-encoding",
            "authorization",
            "cookie",
            "expect",
            "http2-settings",
            "if-match",
            "if-modified-since",
            "if-none-match",
            "if-range",
            "if-unmodified-since",
            "proxy-authorization",
            "range",
            "upgrade");

    RequestRules(Subject subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void request_1_it_goes_out_as_it_stands(Lane lane) {
        TckFixture stage = stage(lane, Response.status(204));
        Headers headers = Headers.none()
                .add("Accept", "text/event-stream")
                .add("User-Agent", "rivulet/1")
                .add("Last-Event-ID", "7 % \"x\"")
                .add("X-Twice", "1")
                .add("X-Twice", "2");
        URI uri = stage.server.uri("/a%20b/%C3%A4;v=1/?q=%2F+x&y=%zz".replace("%zz", "%7E"));
        stage.open(TckFixture.request("GET", uri, headers, null)).awaitEnd();
        RecordedRequest request = stage.server.awaitRequest(1);
        assertEquals("GET", request.method());
        assertEquals("/a%20b/%C3%A4;v=1/?q=%2F+x&y=%7E", request.target());
        assertEquals(List.of("text/event-stream"), request.headers().all("Accept"));
        assertEquals(List.of("rivulet/1"), request.headers().all("User-Agent"));
        assertEquals(List.of("7 % \"x\""), request.headers().all("Last-Event-ID"));
        assertEquals(List.of("1", "2"), request.headers().all("X-Twice"));
        assertEquals(uri.getRawAuthority(), request.headers().first("Host"));
    }

    @ParameterizedTest
    @EnumSource
    void request_2_a_body_arrives_whole(Lane lane) {
        TckFixture stage = stage(lane, Response.status(204), Response.status(204), Response.status(204));
        byte[] large = new byte[3_000_001];
        new Random(1).nextBytes(large);
        int number = 0;
        for (byte[] body : List.of("{\"\u00E4\":1}".getBytes(StandardCharsets.UTF_8), large, new byte[0])) {
            stage.post(body).awaitEnd();
            RecordedRequest request = stage.server.awaitRequest(++number);
            assertArrayEquals(body, request.body());
            if (!lane.isMultiplexed()) {
                assertEquals(Integer.toString(body.length), request.headers().first("Content-Length"));
            }
        }
    }

    @ParameterizedTest
    @EnumSource
    void request_3_the_common_methods_are_sent(Lane lane) {
        TckFixture stage = stage(lane);
        stage.server.otherwise(Response.status(204));
        for (String method : List.of("GET", "HEAD", "POST", "PUT", "DELETE")) {
            byte[] body = method.startsWith("P") ? new byte[] {1} : null;
            stage.open(TckFixture.request(method, stage.uri(), Headers.none(), body))
                    .awaitEnd();
            List<RecordedRequest> all = stage.server.requests(); // a safe one may be there twice
            assertEquals(method, all.get(all.size() - 1).method());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"PATCH", "QUERY", "get"})
    void request_3_any_other_method_is_sent_or_refused(String method) {
        TckFixture stage = stage(Lane.HTTP_1_1, Response.status(204));
        Recording recording = stage.open(TckFixture.request(method, stage.uri(), Headers.none(), null));
        recording.awaitOver();
        if (recording.phase() == null) {
            assertEquals(method, stage.server.awaitRequest(1).method());
        } else {
            isRefused(stage, recording);
        }
    }

    @ParameterizedTest
    @EnumSource
    void request_4_nothing_is_asked_for_beside(Lane lane) {
        TckFixture stage = stage(
                lane,
                Response.status(200)
                        .header("Set-Cookie", "a=b; Path=/")
                        .header("ETag", "\"1\"")
                        .header("Cache-Control", "max-age=60")
                        .header("Alt-Svc", "h2=\":1\"")
                        .chunk("a"),
                Response.status(204));
        stage.get().readAll().awaitEnd();
        stage.get().awaitEnd();
        for (RecordedRequest request : stage.server.awaitRequests(2)) {
            request.headers()
                    .lines()
                    .forEach(line -> assertFalse(
                            UNASKED.contains(line.getKey().toLowerCase(Locale.ROOT)),
                            () -> line + " was not asked for"));
        }
    }

    @ParameterizedTest
    @EnumSource
    void request_5_octets_beyond_ascii_are_sent_as_they_are(Lane lane) {
        needs(Feature.OBS_TEXT);
        TckFixture stage = stage(lane, Response.status(204));
        stage.get(Headers.none().add("X-A", "\u00C3\u00A4\u0080\u00FF")).awaitEnd();
        assertEquals(
                "\u00C3\u00A4\u0080\u00FF",
                stage.server.awaitRequest(1).headers().first("X-A"));
    }

    @ParameterizedTest
    @EnumSource
    void request_5_what_is_no_octet_is_refused_and_never_altered(Lane lane) {
        TckFixture stage = stage(lane);
        isRefused(stage, stage.get(Headers.none().add("X-Key", "\u4E2D cret")));
        isRefused(stage, stage.get(Headers.none().add("Last-Event-ID", "cret \u0141")));
    }

    @ParameterizedTest
    @EnumSource
    void fail_8_what_cannot_be_sent_is_refused_before_anything_is(Lane lane) {
        TckFixture stage = stage(lane);
        for (String value : List.of("se\rcret", "se\ncret", "se\r\ncret: 1", "se\u0000cret")) {
            isRefused(stage, stage.get(Headers.none().add("X-Key", value)));
        }
        isRefused(stage, stage.get(Headers.none().add("X Key", "secret")));
        isRefused(stage, stage.get(Headers.none().add("", "secret")));
        if (!stage.features.has(Feature.OBS_TEXT)) {
            isRefused(stage, stage.get(Headers.none().add("X-Key", "se\u00E4cret")));
        }
    }

    private static void isRefused(TckFixture stage, Recording recording) {
        Throwable cause = recording.awaitFailed(Phase.SEND);
        assertInstanceOf(IllegalArgumentException.class, cause);
        assertFalse(String.valueOf(cause.getMessage()).contains("cret"), () -> "it shows the value: " + cause);
        assertNull(cause.getCause(), () -> "its cause may show the value: " + cause.getCause());
        assertEquals(0, stage.server.connections());
    }

    @ParameterizedTest
    @EnumSource
    void open_3_a_request_is_sent_once(Lane lane) {
        TckFixture stage = stage(lane);
        stage.server.otherwise(Response.raw("").cut());
        Throwable cause = stage.post(new byte[10]).awaitFailed(Phase.HEAD);
        assertNotNull(cause);
        assertEquals(1, stage.server.requests().size(), "a POST is never sent again");
        stage.get().awaitFailed(Phase.HEAD);
        int gets = stage.server.requests().size() - 1;
        assertTrue(gets <= 2, () -> "a GET was sent " + gets + " times");
    }

    @ParameterizedTest
    @EnumSource
    void open_3_a_post_is_not_sent_again_where_a_kept_connection_ended(Lane lane) {
        TckFixture stage =
                stage(lane, Response.status(200).chunk("a"), Response.raw("").cut());
        stage.server.otherwise(Response.status(200).chunk("again"));
        stage.get().readAll().awaitEnd();
        Recording recording = stage.post(new byte[10]);
        recording.awaitHeadOrOver();
        assertEquals(2, stage.server.requests().size(), "a POST is never sent again");
        recording.awaitFailed(Phase.HEAD);
    }
}
