package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.net.ProtocolException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The JDK took what contradicting framing left of a body for the body. The kit tries the rest. */
@Timeout(600)
class FramingTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    Transfer-Encoding: chunked, chunked            | more than one transfer coding: chunked, chunked
                    Transfer-Encoding: gzip, chunked               | more than one transfer coding: gzip, chunked
                    Transfer-Encoding: ,chunked,                   | more than one transfer coding: ,chunked,
                    Transfer-Encoding:                             | unknown transfer coding
                    Transfer-Encoding: identity                    | unknown transfer coding: identity
                    Transfer-Encoding: chunked;Content-Length: 3   | Content-Length beside Transfer-Encoding
                    Content-Length: 3;Content-Length: 4            | more than one Content-Length: 3, 4
                    Content-Length: 3, 3                           | Content-Length is not a number: 3, 3
                    Content-Length: 9999999999999999999            | Content-Length is not a number
                    """)
    void framing_that_contradicts_itself_fails_at_the_head_by_its_name(String lines, String message) {
        try (var setup = Setup.plain(
                Response.raw("HTTP/1.1 200 OK\r\n" + lines.replace(";", "\r\n") + "\r\n\r\n3\r\nabc\r\n0\r\n\r\n")
                        .keepAlive())) {
            Recording recording = setup.get();
            assertThat(recording.awaitFailed(Phase.HEAD))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageContaining(message);
            assertThat(recording.calls()).containsExactly("failed");
            setup.server.awaitDisconnect(1);
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"Transfer-Encoding: Chunked", "TE: chunked"})
    void what_only_looks_odd_is_read(String line) {
        String body = line.startsWith("TE") ? "abc" : "3\r\nabc\r\n0\r\n\r\n";
        try (var setup = Setup.plain(Response.raw("HTTP/1.1 200 OK\r\n" + line + "\r\n\r\n" + body))) {
            assertThat(setup.get().readAll().awaitEnd().body()).isEqualTo("abc");
        }
    }

    @Test
    void two_equal_content_lengths_count_as_one() {
        try (var setup =
                Setup.plain(Response.raw("HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 3\r\n\r\nabc"))) {
            assertThat(setup.get().readAll().awaitEnd().body()).isEqualTo("abc");
        }
    }

    @Test
    void a_broken_chunk_is_a_breach_of_the_protocol() {
        try (var setup =
                Setup.plain(Response.stream().chunk("a").send("xyz\r\n").hang())) {
            assertThat(setup.get().readAll().awaitFailed(Phase.BODY))
                    .isInstanceOf(ProtocolException.class)
                    .hasMessageStartingWith("broken chunk");
        }
    }

    @Test
    void a_header_that_is_refused_is_named_without_its_value() {
        try (var setup = Setup.plain(Response.raw("HTTP/1.1 200 OK\r\nSet-Cookie: sec\u0001ret\r\n\r\n"))) {
            Throwable cause = setup.get().awaitFailed(Phase.HEAD);
            assertThat(cause).isInstanceOf(ProtocolException.class).hasNoCause();
            assertThat(cause.getMessage()).containsIgnoringCase("set-cookie").doesNotContain("ret");
        }
    }
}
