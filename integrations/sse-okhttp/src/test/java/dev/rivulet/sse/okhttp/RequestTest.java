package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Response;
import java.net.URI;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(600)
class RequestTest {
    @ParameterizedTest
    @ValueSource(strings = {"\u007Fcret", "cr\u00E9t", "cret\u4E2D", "cret\n"})
    void a_value_that_okhttp_cannot_send_is_refused_and_not_shown(String value) {
        try (var setup = Setup.over(new OkHttpClient())) {
            refuses(setup, setup.get(Headers.none().add("X-Key", value)), "X-Key", value);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "Transfer-Encoding,chunked",
        "Connection,keep-alive",
        "Content-Length,7",
        "Cache-Control,only-if-cached",
    })
    void a_header_that_okhttp_would_act_upon_is_refused(String name, String value) {
        try (var setup = Setup.plain()) {
            refuses(setup, setup.get(Headers.none().add(name, value)), name, value + "!");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/a/../b", "/a/./b", "/a/%2e%2e/b", "/?q='secret'"})
    void a_target_that_okhttp_would_change_is_refused(String target) {
        try (var setup = Setup.plain()) {
            URI uri = URI.create("http://127.0.0.1:" + setup.server.port() + target);
            refuses(setup, setup.get(uri), "%27", "secret");
        }
    }

    private static void refuses(
            Setup setup, dev.rivulet.sse.tests.support.Recording recording, String names, String hides) {
        assertThat(recording.awaitFailed(Phase.SEND))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining(names)
                .message()
                .doesNotContain(hides);
        assertThat(setup.server.connections()).isZero();
    }

    @Test
    void a_path_that_is_not_ascii_goes_out_as_utf_8() {
        try (var setup = Setup.plain(Response.status(204))) {
            setup.get(URI.create("http://127.0.0.1:" + setup.server.port() + "/\u00E4?\u4E2D"))
                    .awaitEnd();
            assertThat(setup.server.awaitRequest(1).target()).isEqualTo("/%C3%A4?%E4%B8%AD");
        }
    }

    @Test
    void a_get_with_a_body_is_refused_and_a_post_without_one_has_none() {
        try (var setup = Setup.plain(Response.status(204))) {
            URI uri = setup.server.uri("/");
            setup.open(Setup.request("GET", uri, Headers.none(), new byte[1])).awaitFailed(Phase.SEND);
            setup.open(Setup.request("POST", uri, Headers.none(), null)).awaitEnd();
            assertThat(setup.server.awaitRequest(1).headers().all("Content-Length"))
                    .containsExactly("0");
        }
    }

    @Test
    void a_method_with_a_line_end_in_it_is_refused() {
        try (var setup = Setup.plain()) {
            var request = Setup.request("GET / HTTP/1.1\r\nX:", setup.server.uri("/"), Headers.none(), null);
            setup.open(request).awaitFailed(Phase.SEND);
            assertThat(setup.server.connections()).isZero();
        }
    }
}
