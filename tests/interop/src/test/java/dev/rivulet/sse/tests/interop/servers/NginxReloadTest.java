package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.EachTransportAndFront;
import dev.rivulet.sse.tests.support.Front;
import dev.rivulet.sse.tests.support.Nginx;
import dev.rivulet.sse.tests.support.ReverseProxy;
import dev.rivulet.sse.tests.support.TransportNames;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Streams through an nginx that reads its configuration anew: a new worker takes over, and the old one says GOAWAY. */
@Execution(ExecutionMode.CONCURRENT)
class NginxReloadTest {
    @RegisterExtension
    static final ReverseProxy NGINX = Nginx.proxy();

    private final ScriptedServer origin = ScriptedServer.start();
    private final Gate reloaded = new Gate();

    @AfterEach
    void close() {
        origin.close();
    }

    @EachTransportAndFront
    void a_running_stream_loses_nothing_and_a_new_one_is_served(String transport, Front front) throws Exception {
        origin.otherwise(this::following);
        try (SseClient client = NGINX.client(transport, front)) {
            Seen running = start(client, front).awaitEvents(1);
            int before = running.failures().size(); // a reload of another test may have refused the first attempt
            Nginx.reload(NGINX);
            Seen next = start(client, front).awaitEvents(1);
            reloaded.open();

            running.awaitEnd();
            next.awaitEnd();

            assertThat(running.events()).extracting(SseEvent::data).containsExactly("a", "b");
            if (front != Front.HTTP_2 || understandsGoaway(transport)) {
                assertThat(running.failures()).hasSize(before);
            }
            assertThat(next.events()).extracting(SseEvent::data).containsExactly("a", "b");
        }
    }

    @EachTransportAndFront
    void a_connection_that_was_kept_is_not_missed(String transport, Front front) throws Exception {
        origin.otherwise(this::following);
        reloaded.open();
        try (SseClient client = NGINX.client(transport, front)) {
            start(client, front).awaitEnd();
            Nginx.reload(NGINX);
            Seen next = start(client, front);
            next.awaitEnd();

            assertThat(next.events()).extracting(SseEvent::data).containsExactly("a", "b");
        }
    }

    private static boolean understandsGoaway(String transport) {
        return TransportNames.features(transport, TransportConfig.defaults()).has(Feature.GOAWAY);
    }

    /** Before release 24 the JDK may lose the request that it sends as a GOAWAY comes: no head is all one sees of that. */
    private Seen start(SseClient client, Front front) {
        SseRequest request = ProxiedStreams.quick(NGINX.uri(front, origin));
        return Seen.start(client, request.timeouts(Timeouts.defaults().responseHead(Duration.ofSeconds(6))));
    }

    private Response following(RecordedRequest request) {
        Response rest = Response.stream();
        if (request.lastEventId().isEmpty()) {
            rest = rest.chunk("id: 1\ndata: a\n\n").await(reloaded);
        }
        return rest.chunk("id: 2\ndata: b\n\nevent: end\ndata: the last\n\n");
    }
}
