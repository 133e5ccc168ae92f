package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Front;
import dev.rivulet.sse.tests.support.Nginx;
import dev.rivulet.sse.tests.support.OneOrEachTransport;
import dev.rivulet.sse.tests.support.ReverseProxy;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

@Execution(ExecutionMode.CONCURRENT)
class TailThroughNginxTest {
    @RegisterExtension
    static final ReverseProxy NGINX = Nginx.proxy();

    @OneOrEachTransport
    void a_stream_is_followed_over_http2_across_a_loss(String transport) {
        try (var origin = ScriptedServer.start()) {
            origin.respond(
                    Response.stream().chunk("retry: 10\nid: 1\ndata: a\n\n"),
                    Response.stream().chunk("id: 2\ndata: b\n\n").hang());
            String url = NGINX.uri(Front.HTTP_2, origin).toString();

            Run run = Run.sse("tail", url, "-k", "--transport", transport, "--max-events", "2", "--states");

            assertThat(run.exitCode()).as(run.err()).isZero();
            assertThat(run.out()).isEqualTo("[1] a\n[2] b\n");
            assertThat(run.err()).contains("open: 200 over h2", "The server ended the stream. Connecting again in ");
            assertThat(origin.requests())
                    .extracting(RecordedRequest::lastEventId)
                    .containsExactly("", "1");
        }
    }
}
