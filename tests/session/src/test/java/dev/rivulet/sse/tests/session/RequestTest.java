package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import java.net.URI;
import java.util.AbstractMap;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a request takes, and what it refuses at once rather than at each attempt. */
class RequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"/stream", "stream", "ftp://x/", "http:x", "http:///x", "file:///etc/passwd", "mailto:a@b"})
    void a_uri_that_cannot_be_a_stream_is_refused(String uri) {
        assertThatThrownBy(() -> SseRequest.get(URI.create(uri))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SseRequest.get(Rig.STREAM).uri(URI.create(uri)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_text_that_is_no_uri_is_not_shown_as_it_may_have_secrets() {
        for (String text : List.of("https://me:pass word@news.example/", "https://news.example/a b?key=pass word")) {
            assertThatThrownBy(() -> SseRequest.get(text))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("Illegal character")
                    .hasNoCause()
                    .hasMessageNotContaining("pass");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"a\r\nX-Evil: 1", "a\nb", "a\rb", "a\u0000b", "a\u007Fb", "日本"})
    void a_header_value_that_would_split_or_garble_the_request_is_refused(String value) {
        SseRequest request = SseRequest.get(Rig.STREAM);
        assertThatThrownBy(() -> request.header("X-A", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.secretHeader("X-A", value)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> request.bearer(value))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageNotContaining("Evil");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "a:", "a\n", "ü", "a\u0000"})
    void a_header_name_that_is_none_is_refused(String name) {
        assertThatThrownBy(() -> SseRequest.get(Rig.STREAM).header(name, "1"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "GET /evil HTTP/1.1\r\nX: ", "A B"})
    void a_method_that_is_none_is_refused(String method) {
        assertThatThrownBy(() -> SseRequest.of(method, Rig.STREAM)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> SseRequest.get(Rig.STREAM).method(method))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void every_change_is_a_copy() {
        SseRequest one = SseRequest.get(Rig.STREAM);
        SseRequest two = one.header("X-A", "1").lastEventId("7").method("POST").secretHeader("X-B", "2");
        assertThat(one.headers().lines()).isEmpty();
        assertThat(one.lastEventId()).isEmpty();
        assertThat(one.method()).isEqualTo("GET");
        assertThat(one.isSecret("X-B")).isFalse();
        assertThat(two.isSecret("x-b")).isTrue();
        assertThat(two.headers().first("x-a")).isEqualTo("1");
    }

    @Test
    void it_shows_neither_query_nor_user_nor_headers() {
        SseRequest request = SseRequest.get(URI.create("https://user:geheim@x.example/s?key=geheim"))
                .bearer("geheim");
        assertThat(request.toString()).doesNotContain("geheim").contains("x.example/s");
        assertThat(request.headers().toString()).doesNotContain("geheim");
    }

    @Test
    void a_header_is_set_or_added_and_all_are_replaced_at_once() {
        SseRequest request = SseRequest.get(Rig.STREAM)
                .header("X-A", "1")
                .addHeader("x-a", "2")
                .header("X-B", "3");
        assertThat(request.headers().all("X-A")).containsExactly("1", "2");
        assertThat(request.header("X-A", "4").headers().all("X-A")).containsExactly("4");
        Headers other = Headers.none().add("X-C", "5");
        assertThat(request.headers(other).headers()).isEqualTo(other);
        assertThatThrownBy(() -> request.headers(Headers.none().add("X-D", "a\nb")))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void compression_is_offered_only_as_far_as_it_can_be_decoded() {
        SseRequest request = SseRequest.get(Rig.STREAM).acceptEncoding("gzip", "deflate");
        assertThat(request.headers().first("Accept-Encoding")).isEqualTo("gzip, deflate");
        assertThat(request.acceptEncoding().headers().first("Accept-Encoding")).isNull();
        assertThatThrownBy(() -> request.acceptEncoding("gzip", "br"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("br");
    }

    @Test
    void a_post_of_bytes_names_their_type() {
        SseRequest request = SseRequest.post(Rig.STREAM, new byte[] {1, 2}, "application/cbor");
        assertThat(request.method()).isEqualTo("POST");
        assertThat(request.body()).containsExactly(1, 2);
        assertThat(request.headers().first("Content-Type")).isEqualTo("application/cbor");
    }

    @Test
    void a_uri_may_be_text() {
        assertThat(SseRequest.get("https://news.example/stream").uri()).isEqualTo(Rig.STREAM);
        assertThatThrownBy(() -> SseRequest.get("https://news.example/a b"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_name_is_shown_before_the_target() {
        assertThat(SseRequest.get(Rig.STREAM).name("prices")).hasToString("prices (GET https://news.example/stream)");
    }

    @Test
    void headers_that_have_uris_in_them_are_not_shown_and_lines_cannot_be_changed_from_outside() {
        Headers headers = Headers.none()
                .add("Link", "<https://user:hunter2@h/x?k=hunter2>")
                .add("Refresh", "0; url=//a:hunter2@h");
        assertThat(headers.toString()).doesNotContain("hunter2").contains("Link: …");
        var line = new AbstractMap.SimpleEntry<>("X-A", "ok");
        Headers copy = Headers.of(List.of(line));
        line.setValue("changed");
        assertThat(copy.first("X-A")).isEqualTo("ok");
    }
}
