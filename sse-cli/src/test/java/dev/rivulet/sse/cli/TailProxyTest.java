package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Execution(ExecutionMode.CONCURRENT)
class TailProxyTest {
    @ParameterizedTest
    @ValueSource(strings = {"netty", "jdkhttp"})
    void an_http_proxy_is_asked_for_the_whole_url_with_its_own_credentials(String transport) {
        try (var proxy = ScriptedServer.start()) {
            proxy.otherwise(Response.stream().chunk("data: a\n\n"));

            Run run = Run.sse(
                    "tail",
                    "http://events.example/stream",
                    "--proxy=http://ann:pa%3Ass@127.0.0.1:" + proxy.port(),
                    "--no-reconnect",
                    "--transport",
                    transport);

            assertThat(run.out()).as(run.toString()).isEqualTo("a\n");
            RecordedRequest request = proxy.awaitRequest(1);
            assertThat(request.target()).isEqualTo("http://events.example/stream");
            assertThat(request.headers().all("Proxy-Authorization")).containsExactly("Basic YW5uOnBhOnNz");
            assertThat(request.headers().all("Authorization")).isEmpty();
        }
    }

    @Test
    void a_socks_proxy_is_asked_for_the_host() throws Exception {
        try (var server = ScriptedServer.start();
                var proxy = new SocksProxy()) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));

            Run run = Run.sse(
                    "tail",
                    "http://events.example:" + server.port() + "/stream",
                    "-x=socks5://ann:secret@127.0.0.1:" + proxy.port(),
                    "--no-reconnect",
                    "--transport=netty");

            assertThat(run.out()).as(run.toString()).isEqualTo("a\n");
            assertThat(proxy.asked).containsExactly("ann:secret@events.example");
        }
    }

    @Test
    void a_transport_that_cannot_use_a_socks_proxy_does_not_connect_directly() throws Exception {
        try (var server = ScriptedServer.start();
                var proxy = new SocksProxy()) {
            server.otherwise(Response.stream().chunk("data: a\n\n"));

            Run run = Run.sse(
                    "tail",
                    server.uri("/").toString(),
                    "-x=socks5://127.0.0.1:" + proxy.port(),
                    "--no-reconnect",
                    "--transport=jdkhttp");

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("SOCKS");
            assertThat(server.requests()).isEmpty();
        }
    }

    @Test
    void a_proxy_that_refuses_the_login_says_what_to_do() {
        try (var proxy = ScriptedServer.start()) {
            proxy.otherwise(Response.status(407).header("Proxy-Authenticate", "Basic realm=\"a\""));

            Run run = Run.sse("tail", "http://events.example/", "--proxy=127.0.0.1:" + proxy.port());

            assertThat(run.exitCode()).isEqualTo(1);
            assertThat(run.err()).contains("407", "--proxy needs a user and a password");
        }
    }
}
