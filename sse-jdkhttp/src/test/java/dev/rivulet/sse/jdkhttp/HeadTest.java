package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class HeadTest {
    @Test
    void the_head_comes_without_credit_and_says_the_protocol() {
        try (var setup = Setup.plain(Response.stream().chunk("data: a\n\n").hang())) {
            ResponseHead head = setup.get().awaitHead();
            assertThat(head.status()).isEqualTo(200);
            assertThat(head.protocol()).isEqualTo("http/1.1");
            assertThat(head.headers().first("content-type")).isEqualTo("text/event-stream");
        }
    }

    @Test
    void repeated_headers_are_found_without_case_and_in_order() {
        try (var setup = Setup.plain(Response.status(200)
                .header("x-A", "1")
                .header("X-a", "2")
                .header("X-B", "")
                .header("x-a", "3"))) {
            Headers headers = setup.get().awaitHead().headers();
            assertThat(headers.all("X-A")).containsExactly("1", "2", "3");
            assertThat(headers.first("x-b")).isEmpty();
        }
    }

    @Test
    void bytes_beyond_ascii_in_a_response_header_are_kept_as_chars() {
        try (var setup = Setup.plain(Response.status(200).header("X-A", "\u00C3\u00A4\u00FF"))) {
            assertThat(setup.get().awaitHead().headers().first("X-A")).isEqualTo("\u00C3\u00A4\u00FF");
        }
    }

    @Test
    void interim_responses_are_swallowed() {
        try (var setup = Setup.plain(Response.stream()
                .interim(100)
                .interim(103, "Link: </a>; rel=preload")
                .chunk("a"))) {
            Recording recording = setup.get();
            assertThat(recording.awaitHead().status()).isEqualTo(200);
            assertThat(recording.awaitHead().headers().first("Link")).isNull();
            recording.readAll().awaitEnd();
            assertThat(recording.count("head")).isOne();
            assertThat(recording.body()).isEqualTo("a");
        }
    }

    @Test
    void every_final_status_is_passed_up_and_none_is_acted_upon() {
        for (int status : new int[] {200, 201, 204, 301, 304, 307, 400, 401, 404, 407, 429, 500, 503, 599}) {
            try (var setup = Setup.plain(Response.status(status)
                    .header("Location", "/elsewhere")
                    .header("WWW-Authenticate", "Basic realm=\"a\"")
                    .header("Proxy-Authenticate", "Basic realm=\"a\"")
                    .header("Retry-After", "0"))) {
                Recording recording = setup.get();
                recording.readAll().awaitEnd();
                assertThat(recording.awaitHead().status()).isEqualTo(status);
                assertThat(setup.server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void nothing_is_decompressed_or_asked() {
        try (var setup = Setup.plain(
                Response.status(200).header("Content-Encoding", "gzip").chunk("not gzip"))) {
            Recording recording = setup.get();
            recording.readAll().awaitEnd();
            assertThat(recording.body()).isEqualTo("not gzip");
            assertThat(setup.server.awaitRequest(1).headers().first("Accept-Encoding"))
                    .isNull();
        }
    }

    @Test
    void a_header_section_beyond_the_requests_limit_fails_and_closes_the_connection() {
        try (var setup = Setup.plain(Response.stream()
                .header("X-Long", "x".repeat(2_000))
                .chunk("data: a\n\n")
                .hang())) {
            Recording recording = setup.open(
                    new TransportRequest("GET", setup.server.uri("/"), Headers.none(), null, Setup.CONNECT, 2_000));
            assertThat(recording.awaitFailed(Phase.HEAD)).hasMessageContaining("Limits.headBytes = 2000");
            setup.server.awaitDisconnect(1);
            assertThat(recording.calls()).containsExactly("failed");
        }
    }

    @Test
    void a_header_section_beyond_the_jdks_limit_fails() {
        try (var setup = Setup.plain(Response.stream()
                .header("X-Long", "x".repeat(500_000))
                .chunk("a")
                .hang())) {
            setup.get().awaitFailed(Phase.HEAD);
            setup.server.awaitDisconnect(1);
        }
    }

    @Test
    void what_is_no_head_fails_and_its_connection_is_closed() {
        for (String bytes : new String[] {"garbage\r\n\r\n", "SSH-2.0-x\r\n\r\n", "HTTP/1.1 20\r\n\r\n"}) {
            try (var setup = Setup.plain(Response.raw(bytes).hang())) {
                setup.get().awaitFailed(Phase.HEAD);
                setup.server.awaitDisconnect(1);
            }
        }
    }
}
