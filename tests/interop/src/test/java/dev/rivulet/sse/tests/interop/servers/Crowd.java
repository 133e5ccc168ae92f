package dev.rivulet.sse.tests.interop.servers;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.Front;
import dev.rivulet.sse.tests.support.ReverseProxy;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/** Many sessions at a time over HTTP/2. Each is to see an event, and to end when the test says so. */
final class Crowd {
    private static final String NAME = "Session-Name";

    private final ReverseProxy proxy;
    private final ScriptedServer origin;
    private final SseClient client;
    private final Gate end = new Gate();
    private final List<Seen> sessions = new ArrayList<>();

    Crowd(ReverseProxy proxy, ScriptedServer origin, SseClient client) {
        this.proxy = proxy;
        this.origin = origin;
        this.client = client;
        origin.otherwise(
                Response.stream().chunk("id: 1\ndata: a\n\n").await(end).chunk("event: end\ndata: b\n\n"));
    }

    /** So many begin. */
    Crowd join(int many) {
        for (int i = 0; i < many; i++) {
            String name = Integer.toString(sessions.size());
            SseRequest request = ProxiedStreams.quick(proxy.uri(Front.HTTP_2, origin));
            sessions.add(Seen.start(client, request.header(NAME, name)));
        }
        return this;
    }

    /** Waits until all that have begun are open at a time. */
    void awaitAllTogether() throws Exception {
        for (Seen each : sessions) {
            each.awaitEvents(1);
        }
    }

    /** How many of them there are on each connection to the proxy. Where one was lost, its last attempt counts. */
    Collection<Long> shares() {
        Map<String, String> ports = new HashMap<>();
        origin.requests()
                .forEach(request -> ports.put(
                        request.headers().first(NAME), request.headers().first("Client-Port")));
        return ports.values().stream()
                .collect(groupingBy(Function.identity(), counting()))
                .values();
    }

    void awaitEndOfEach() throws Exception {
        end.open();
        for (Seen each : sessions) {
            each.awaitEnd();
            assertThat(each.events()).extracting(SseEvent::data).containsExactly("a");
        }
    }
}
