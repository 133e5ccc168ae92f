package dev.rivulet.sse.jdkhttp;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.Recording;
import java.net.URI;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class RequestTest {
    @Test
    void method_target_headers_and_body_arrive_as_given() {
        try (var setup = Setup.plain(Response.status(204))) {
            var headers = Headers.none()
                    .add("Accept", "text/event-stream")
                    .add("X-A", "1")
                    .add("x-a", "2")
                    .add("Authorization", "Bearer secret")
                    .add("X-Empty", "");
            setup.open(Setup.request(
                            "PATCH", setup.server.uri("/a%20b?c=%C3%A4"), headers, "{\"ä\":1}".getBytes(UTF_8)))
                    .awaitEnd();
            RecordedRequest request = setup.server.awaitRequest(1);
            assertThat(request).hasToString("PATCH /a%20b?c=%C3%A4 on connection 1");
            assertThat(request.headers().all("X-A")).containsExactly("1", "2");
            assertThat(request.headers().first("Authorization")).isEqualTo("Bearer secret");
            assertThat(request.headers().first("X-Empty")).isEmpty();
            assertThat(request.headers().first("Content-Length")).isEqualTo("8");
            assertThat(request.text()).isEqualTo("{\"ä\":1}");
        }
    }

    @Test
    void plain_text_offers_no_upgrade() {
        try (var setup = Setup.plain(Response.status(204))) {
            setup.get().awaitEnd();
            Headers sent = setup.server.awaitRequest(1).headers();
            assertThat(sent.first("Upgrade")).isNull();
            assertThat(sent.first("HTTP2-Settings")).isNull();
            assertThat(sent.first("Connection")).isNull();
        }
    }

    @Test
    void a_large_body_arrives_whole() {
        try (var setup = Setup.plain(Response.status(204))) {
            byte[] body = new byte[3 << 20];
            body[body.length - 1] = 7;
            setup.post(body).awaitEnd();
            assertThat(setup.server.awaitRequest(1).body()).isEqualTo(body);
        }
    }

    @Test
    void a_value_beyond_ascii_is_refused_before_anything_is_sent_and_not_shown() {
        for (String value : new String[] {"se\u00E4cret", "se\u0000cret", "se\ncret", "se\u20ACcret"}) {
            try (var setup = Setup.plain()) {
                Recording recording = setup.get(Headers.none().add("X-Key", value));
                assertThat(recording.awaitFailed(Phase.SEND))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining("X-Key")
                        .hasMessageNotContaining("cret");
                assertThat(setup.server.connections()).isZero();
            }
        }
    }

    @Test
    void headers_that_the_jdk_keeps_to_itself_are_refused_with_the_way_out() {
        for (String name : new String[] {"Host", "Connection", "Content-Length", "Expect", "Upgrade"}) {
            try (var setup = Setup.plain()) {
                assertThat(setup.get(Headers.none().add(name, "1")).awaitFailed(Phase.SEND))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageContaining(name)
                        .hasMessageContaining("-Djdk.httpclient.allowRestrictedHeaders=" + name.toLowerCase());
            }
        }
    }

    @Test
    void a_get_carries_no_content_length_since_jdk_19_and_a_post_without_a_body_says_that_it_has_none() {
        try (var setup = Setup.plain(Response.status(204), Response.status(204))) {
            setup.get().awaitEnd();
            setup.open(Setup.request("POST", setup.server.uri("/"), Headers.none(), null))
                    .awaitEnd();
            assertThat(setup.server.awaitRequest(1).headers().first("Content-Length"))
                    .isEqualTo(Runtime.version().feature() < 19 ? "0" : null);
            assertThat(setup.server.awaitRequest(2).headers().first("Content-Length"))
                    .isEqualTo("0");
        }
    }

    @Test
    void the_jdks_user_agent_does_not_stand_beside_a_given_one() {
        try (var setup = Setup.plain(Response.status(204))) {
            setup.get(Headers.none().add("User-Agent", "rivulet/1")).awaitEnd();
            assertThat(setup.server.awaitRequest(1).headers().all("User-Agent")).containsExactly("rivulet/1");
        }
    }

    @Test
    void a_host_with_an_underscore_is_refused_with_that_reason() {
        try (var setup = Setup.plain()) {
            assertThat(setup.get(URI.create("http://user:pw@my_service:8080/a?key=secret"))
                            .awaitFailed(Phase.SEND))
                    .isInstanceOf(IllegalArgumentException.class)
                    .hasMessageContaining("my_service:8080 has an underscore")
                    .hasMessageContaining("sse-netty")
                    .hasMessageNotContaining("pw")
                    .hasMessageNotContaining("secret");
        }
    }

    @Test
    void no_refusal_shows_the_query() {
        try (var setup = Setup.plain()) {
            for (String uri : new String[] {"ftp://h/?key=secret", "http:///?key=secret", "http://a b/?key=secret"}) {
                assertThat(setup.get(URI.create(uri.replace(" ", "%20"))).awaitFailed(Phase.SEND))
                        .isInstanceOf(IllegalArgumentException.class)
                        .hasMessageNotContaining("secret");
            }
        }
    }

    @Test
    void other_illegal_requests_fail_in_send() {
        try (var setup = Setup.plain()) {
            URI uri = setup.server.uri("/");
            setup.get(Headers.none().add("Transfer-Encoding", "chunked")).awaitFailed(Phase.SEND);
            setup.get(Headers.none().add("X A", "1")).awaitFailed(Phase.SEND);
            setup.open(Setup.request("CONNECT", uri, Headers.none(), null)).awaitFailed(Phase.SEND);
            setup.open(Setup.request("G T", uri, Headers.none(), null)).awaitFailed(Phase.SEND);
            setup.get(URI.create("ftp://127.0.0.1/")).awaitFailed(Phase.SEND);
            setup.get(URI.create("http:///nowhere")).awaitFailed(Phase.SEND);
            assertThat(setup.server.connections()).isZero();
        }
    }

    @Test
    void a_client_of_the_users_own_is_used_and_not_closed() throws Exception {
        var executor = Executors.newCachedThreadPool();
        HttpClient client = HttpClient.newBuilder()
                .executor(executor)
                .connectTimeout(Duration.ofSeconds(60))
                .build();
        try (var setup = Setup.plain()) {
            setup.server.otherwise(Response.stream().chunk("a").hang());
            var transport = JdkHttpTransport.over(client);
            Recording recording = new Setup(setup.server, transport).get();
            recording.readBytes(1);
            transport.close();
            setup.server.awaitDisconnect(1);
            Recording after = new Setup(setup.server, JdkHttpTransport.over(client)).get();
            assertThat(after.readBytes(1)).isEqualTo("a");
            after.cancel();
            assertThat(executor.isShutdown()).isFalse();
        } finally {
            executor.shutdownNow();
        }
    }

    @Test
    void a_client_that_follows_redirects_is_refused() {
        HttpClient client = HttpClient.newBuilder()
                .followRedirects(HttpClient.Redirect.NORMAL)
                .build();
        assertThatThrownBy(() -> JdkHttpTransport.over(client))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("followRedirects(NEVER)");
    }
}
