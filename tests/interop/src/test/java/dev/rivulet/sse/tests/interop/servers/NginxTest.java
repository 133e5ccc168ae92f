package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState.Open;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.tests.support.EachTransportAndFront;
import dev.rivulet.sse.tests.support.Front;
import dev.rivulet.sse.tests.support.Nginx;
import dev.rivulet.sse.tests.support.ReverseProxy;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams through nginx as a reverse proxy. */
@Execution(ExecutionMode.CONCURRENT)
class NginxTest extends ProxiedStreams {
    @RegisterExtension
    static final ReverseProxy NGINX = Nginx.proxy();

    @Override
    ReverseProxy proxy() {
        return NGINX;
    }

    @Override
    int statusWithoutOrigin() {
        return 502;
    }

    @Override
    boolean hidesCuts(Front front) {
        return false;
    }

    @EachTransportAndFront
    void gzip_is_sent_where_it_is_asked_for_and_event_by_event(String transport, Front front) throws Exception {
        origin.otherwise(Response.stream().chunk("data: a\n\n").await(seen).chunk("event: end\ndata: b\n\n"));
        try (SseClient client = NGINX.client(transport, front)) {
            Seen plain = Seen.start(client, request(front)).awaitEvents(1);
            Seen zipped = Seen.start(client, request(front).header("Accept-Encoding", "gzip"))
                    .awaitEvents(1);
            seen.open();
            plain.awaitEnd();
            zipped.awaitEnd();

            assertThat(zipped.events()).isEqualTo(plain.events()).containsExactly(SseEvent.of("message", "a"));
            assertThat(coding(plain)).isNull();
            assertThat(coding(zipped)).isEqualTo("gzip");
        }
    }

    private static String coding(Seen seen) {
        return seen.states(Open.class).findFirst().orElseThrow().headers().first("Content-Encoding");
    }
}
