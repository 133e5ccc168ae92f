package dev.rivulet.sse.tck;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Response;
import java.net.ProtocolException;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Rules of {@code Receiver}: the head. */
abstract class HeadRules extends Topic {
    HeadRules(Subject subject) {
        super(subject);
    }

    @ParameterizedTest
    @EnumSource
    void head_1_it_comes_without_credit_as_soon_as_it_is_whole(Lane lane) {
        TckFixture stage = stage(lane, Response.stream().header("X-Test", "a").hang());
        ResponseHead head = stage.get().awaitHead();
        assertEquals(200, head.status());
        assertEquals("text/event-stream", head.headers().first("content-type"));
        assertEquals("a", head.headers().first("X-Test"));
        assertEquals(lane.protocol(), head.protocol());
    }

    @ParameterizedTest
    @EnumSource
    void head_2_a_100_is_swallowed(Lane lane) {
        Recording recording =
                stage(lane, Response.stream().interim(100).chunk("a")).get();
        assertEquals(200, recording.awaitHead().status());
        assertEquals("a", recording.readAll().awaitEnd().body());
    }

    @ParameterizedTest
    @EnumSource
    void head_2_interim_responses_are_swallowed(Lane lane) {
        needs(Feature.INTERIM_RESPONSES);
        Response response = Response.stream()
                .interim(100)
                .interim(103, "Link: </a>; rel=preload")
                .interim(102)
                .chunk("a");
        Recording recording = stage(lane, response).get();
        assertEquals(200, recording.awaitHead().status());
        assertNull(recording.awaitHead().headers().first("Link"));
        assertEquals("a", recording.readAll().awaitEnd().body());
        assertEquals(1, recording.count("head"));
    }

    @ParameterizedTest
    @EnumSource
    void head_3_every_status_is_passed_up_and_none_is_acted_upon(Lane lane) {
        TckFixture stage = stage(lane);
        int requests = 0;
        for (int status : new int[] {200, 201, 301, 302, 303, 307, 308, 400, 401, 404, 421, 429, 500, 503, 599}) {
            stage.server.respond(Response.status(status)
                    .header("Location", "/elsewhere")
                    .header("WWW-Authenticate", "Basic realm=\"a\"")
                    .header("Retry-After", "0")
                    .chunk("body of " + status));
            Recording recording = stage.get().readAll().awaitEnd();
            assertEquals(status, recording.awaitHead().status());
            assertEquals("body of " + status, recording.body());
            assertEquals(++requests, stage.server.requests().size(), "one request for " + status);
        }
    }

    @ParameterizedTest
    @EnumSource
    void head_4_every_header_line_is_there_and_found_in_any_case(Lane lane) {
        Response response = Response.status(200)
                .header("x-A", "1")
                .header("X-a", "a, b")
                .header("X-Empty", "")
                .header("x-a", "3;q=\"\\\"\"")
                .header("X-Long", "x".repeat(8_000));
        Headers headers = stage(lane, response).get().awaitHead().headers();
        assertEquals(List.of("1", "a, b", "3;q=\"\\\"\""), headers.all("X-A"));
        assertEquals("", headers.first("x-empty"));
        assertEquals("x".repeat(8_000), headers.first("x-LONG"));
        headers.lines()
                .forEach(line -> Assertions.assertFalse(
                        line.getKey().startsWith(":"), () -> "a pseudo-header is no header: " + line.getKey()));
    }

    @ParameterizedTest
    @EnumSource
    void head_5_bytes_beyond_ascii_come_as_one_char_each(Lane lane) {
        needs(Feature.OBS_TEXT_IN_RESPONSES);
        TckFixture stage = stage(lane, Response.status(200).header("X-A", "\u00C3\u00A4\u0080\u00FF"));
        assertEquals(
                "\u00C3\u00A4\u0080\u00FF", stage.get().awaitHead().headers().first("X-A"));
    }

    @ParameterizedTest
    @EnumSource
    void head_6_a_header_section_beyond_the_requests_limit_fails(Lane lane) {
        TckFixture stage = stage(
                lane,
                Response.stream().header("X-Long", "x".repeat(2_000)).chunk("a").hang(),
                Response.stream().header("X-Long", "x".repeat(1_500)).chunk("a").hang());
        var request = new TransportRequest("GET", stage.uri(), Headers.none(), null, TckFixture.CONNECT, 2_000);

        Recording recording = stage.open(request);
        Throwable cause = recording.awaitFailed(Phase.HEAD);
        SseException reported = Assertions.assertInstanceOf(SseException.class, cause);
        assertEquals(new Failure.LimitExceeded("Limits.headBytes", 2_000), reported.failure());
        assertEquals(List.of("failed"), recording.calls());
        stage.server.awaitReset(1);

        assertEquals("a", stage.open(request).readBytes(1));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\r\n\r\n",
                "SSH-2.0-OpenSSH_9.6\r\n\r\n",
                "HTTP/1.1 20\r\n\r\n",
                "HTTP/1.1 abc OK\r\n\r\n"
            })
    void head_7_what_is_not_a_head_fails_and_its_connection_is_closed(String bytes) {
        TckFixture stage = stage(Lane.HTTP_1_1, Response.raw(bytes).hang());
        stage.get().awaitFailed(Phase.HEAD);
        stage.server.awaitReset(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"HTTP/1.1 200 OK\r\nContent-Ty", "HTTP/1.1 200 OK\r\nContent-Length: 1\r\n", "HTT"})
    void head_7_a_head_that_is_cut_fails(String bytes) {
        TckFixture stage = stage(Lane.HTTP_1_1);
        stage.server.otherwise(Response.raw(bytes));
        Recording recording = stage.get().readAll();
        if (bytes.endsWith("\r\n") && recording.phase() == Phase.BODY) {
            return; // taken for whole, and the body was missing
        }
        recording.awaitFailed(Phase.HEAD);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Transfer-Encoding: chunked, chunked",
                "Transfer-Encoding: chunked|Transfer-Encoding: chunked",
                "Transfer-Encoding: gzip, chunked",
                "Transfer-Encoding: gzip",
                "Transfer-Encoding: chunked|Content-Length: 4",
                "Content-Length: 100000|Transfer-Encoding: chunked",
                "Content-Length: 4|Content-Length: 5",
                "Content-Length: 4, 5",
                "Content-Length: -4",
                "Content-Length: four"
            })
    void head_8_framing_that_contradicts_itself_fails_and_its_connection_is_not_used_again(String framing) {
        TckFixture stage = stage(
                Lane.HTTP_1_1,
                Response.raw("HTTP/1.1 200 OK\r\n" + framing.replace("|", "\r\n") + "\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
                        .keepAlive(),
                Response.status(200).chunk("next"));
        Recording recording = stage.get();
        recording.read();
        assertInstanceOf(ProtocolException.class, recording.awaitFailed(Phase.HEAD), recording::toString);
        assertEquals(List.of("failed"), recording.calls());
        assertEquals("next", stage.get().readAll().awaitEnd().body());
        assertEquals(2, stage.server.awaitRequest(2).connection());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "HTTP/1.1 200 OK\r\nX-A : 1\r\nContent-Length: 1\r\n\r\na",
                "HTTP/1.1 200 OK\r\nX-A\t: 1\r\nContent-Length: 1\r\n\r\na",
                "HTTP/1.1 200 OK\nX-A: 1\nContent-Length: 1\n\na"
            })
    void head_9_what_a_recipient_may_bear_is_read_as_it_is_meant_or_refused_at_once(String response) {
        Recording recording =
                stage(Lane.HTTP_1_1, Response.raw(response).hang()).get();
        recording.awaitHeadOrOver();
        if (recording.isOver()) {
            recording.awaitFailed(Phase.HEAD);
        } else {
            assertEquals("1", recording.awaitHead().headers().first("X-A"));
            assertEquals("a", recording.readAll().awaitEnd().body());
        }
    }
}
