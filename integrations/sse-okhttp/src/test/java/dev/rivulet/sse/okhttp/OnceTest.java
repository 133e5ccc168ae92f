package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.util.stream.Stream;
import okhttp3.OkHttpClient;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** OkHttp sends, follows and decodes nothing on its own, whatever the client of the application is set to. */
@Timeout(600)
class OnceTest {
    @ParameterizedTest
    @CsvSource({"503,Retry-After,0", "408,Retry-After,0", "307,Location,/elsewhere", "407,Proxy-Authenticate,Basic"})
    void an_answer_that_okhttp_would_act_upon_is_passed_up_after_one_request(int status, String name, String value) {
        for (OkHttpClient client : new OkHttpClient[] {new OkHttpClient(), eager()}) {
            Response answer = Response.status(status).header(name, value).chunk("no");
            try (var setup = Setup.over(client, answer, answer, Response.stream())) {
                Recording recording = setup.post(new byte[] {1});
                assertThat(recording.readBody()).isEqualTo("no");
                assertThat(recording.awaitHead().status()).isEqualTo(status);
                assertThat(recording.awaitHead().headers().first(name)).isEqualTo(value);
                assertThat(setup.server.requests()).hasSize(1);
            }
        }
    }

    private static OkHttpClient eager() {
        return new OkHttpClient.Builder()
                .followRedirects(true)
                .followSslRedirects(true)
                .retryOnConnectionFailure(true)
                .build();
    }

    @Test
    void a_connection_that_ends_without_an_answer_is_not_tried_again() {
        try (var setup = Setup.over(eager())) {
            setup.server.otherwise(Response.raw("").cut());
            setup.get().awaitFailed(Phase.HEAD);
            assertThat(setup.server.requests()).hasSize(1);
        }
    }

    static Stream<OkHttpClient> clients() {
        return Stream.of(new OkHttpClient(), eager());
    }

    @ParameterizedTest
    @MethodSource("clients")
    void gzip_is_neither_asked_for_nor_decoded(OkHttpClient client) {
        Response gzipped = Response.status(200)
                .header("Content-Encoding", "gzip")
                .header("Content-Length", "3")
                .chunk("zip");
        try (var setup = Setup.over(client, gzipped)) {
            Recording recording = setup.get();
            assertThat(recording.readBody()).isEqualTo("zip");
            assertThat(recording.awaitHead().headers().first("Content-Encoding"))
                    .isEqualTo("gzip");
            assertThat(recording.awaitHead().headers().first("Content-Length")).isEqualTo("3");
            assertThat(setup.server.awaitRequest(1).headers().first("Accept-Encoding"))
                    .isNull();
        }
    }

    @Test
    void a_coding_that_the_request_asks_for_is_asked_for() {
        try (var setup = Setup.over(new OkHttpClient(), Response.status(204))) {
            setup.get(dev.rivulet.sse.http.Headers.none().add("Accept-Encoding", "gzip"))
                    .awaitEnd();
            RecordedRequest request = setup.server.awaitRequest(1);
            assertThat(request.headers().all("Accept-Encoding")).containsExactly("gzip");
        }
    }

    @Test
    void over_http1_each_exchange_has_a_connection_of_its_own() {
        try (var setup = Setup.plain()) {
            setup.server.otherwise(Response.status(200).chunk("a").keepAlive());
            setup.get().readBody();
            setup.get().readBody();
            assertThat(setup.server.awaitRequest(1).headers().all("Connection")).containsExactly("close");
            assertThat(setup.server.awaitRequest(2).connection()).isEqualTo(2);
            setup.server.awaitNoConnections();
        }
    }
}
