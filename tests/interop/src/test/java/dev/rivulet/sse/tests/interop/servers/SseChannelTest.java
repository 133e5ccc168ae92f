package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.OneOrEachTransport;
import dev.rivulet.sse.tests.support.TransportNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Replay by Last-Event-ID, as npm's sse-channel does it. */
@Execution(ExecutionMode.CONCURRENT)
@LeftToFull
class SseChannelTest {
    private static final int EVENTS = 500;
    private static final int MOST_BYTES = 2500;
    private static final int WRITES = 7;

    private final Random random = new Random();

    @OneOrEachTransport
    void every_event_comes_once_and_in_order_wherever_the_connection_is_cut(String transport) throws Exception {
        try (NodeServer server = start();
                Relay relay = Relay.cutting(server.port(), () -> 1 + random.nextInt(MOST_BYTES));
                SseClient client = TransportNames.client(transport)) {
            Seen seen = Seen.all(client, fromTheBeginning(relay.uri("/")));

            assertThat(seen.awaitEnd().reason()).isEqualTo(Reason.END_MARKER);
            assertThat(seen.events()).isEqualTo(allEvents());
            assertThat(relay.cuts()).isGreaterThan(10);
            assertThatTheServerWasAskedToResumeAfterTheLastEvent(seen, server);
        }
    }

    @OneOrEachTransport
    void every_event_comes_once_and_in_order_however_often_the_server_ends_the_response(String transport)
            throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            Seen seen = Seen.all(client, fromTheBeginning(server.uri("/?writes=" + WRITES)));

            assertThat(seen.awaitEnd().reason()).isEqualTo(Reason.END_MARKER);
            assertThat(seen.events()).isEqualTo(allEvents());
            assertThat(seen.resumptions()).hasSizeGreaterThan(EVENTS / WRITES - 1);
            assertThatTheServerWasAskedToResumeAfterTheLastEvent(seen, server);
        }
    }

    @OneOrEachTransport
    void a_channel_that_is_joined_late_begins_where_it_is_asked_to(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            Seen.all(client, fromTheBeginning(server.uri("/")));

            Seen late = Seen.all(client, SseRequest.get(server.uri("/")).lastEventId("490"));

            assertThat(late.events()).isEqualTo(allEvents().subList(490, EVENTS));
            assertThat(server.stop()).containsExactly("asked 0", "asked 490");
        }
    }

    private static NodeServer start() throws Exception {
        return NodeServer.start("sse-channel.js", "sse-channel", Integer.toString(EVENTS));
    }

    /** The channel repeats nothing to a client that has no id, and events are sent while none is connected. */
    private static SseRequest fromTheBeginning(URI uri) {
        return SseRequest.get(uri)
                .lastEventId("0")
                .reconnect(
                        ReconnectPolicy.defaults().initialDelay(Duration.ZERO).minServerDelay(Duration.ofMillis(1)));
    }

    private static List<SseEvent> allEvents() {
        return IntStream.rangeClosed(1, EVENTS)
                .mapToObj(id -> SseEvent.of(
                        id % 3 == 0 ? "third" : "message",
                        "event " + id + "\nzweite Zeile äöü\n日本語 🎉",
                        Integer.toString(id)))
                .toList();
    }

    private static void assertThatTheServerWasAskedToResumeAfterTheLastEvent(Seen seen, NodeServer server)
            throws Exception {
        assertThat(seen.resumptions())
                .allSatisfy(resumption -> assertThat(resumption.idSent()).isEqualTo(resumption.idBefore()));
        List<String> asked = server.stop();
        assertThat(asked).startsWith("asked 0").doesNotContain("asked undefined");
        assertThat(asked)
                .containsSubsequence(seen.resumptions().stream()
                        .map(resumption -> "asked " + resumption.idSent())
                        .distinct()
                        .toList());
    }
}
