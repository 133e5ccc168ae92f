package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SessionState.BackingOff;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.tests.support.LeftToFull;
import dev.rivulet.sse.tests.support.OneOrEachTransport;
import dev.rivulet.sse.tests.support.TransportNames;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** What npm's better-sse can send. */
@Execution(ExecutionMode.CONCURRENT)
@LeftToFull
class BetterSseTest {
    @OneOrEachTransport
    void types_ids_lines_and_comments_arrive_as_they_were_sent(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            Seen seen = Seen.all(client, SseRequest.get(server.uri("/session")));

            assertThat(seen.events())
                    .startsWith(
                            SseEvent.of("message", "with the default type", "1"),
                            SseEvent.of("tick", "typed", "2"),
                            SseEvent.of("lines", "one\n\nthree", "3"));
            assertThat(seen.events().subList(3, seen.events().size()))
                    .allMatch(SseEvent::hasId)
                    .extracting(event -> event.type() + " " + event.data())
                    .containsExactly("iterated 4", "iterated 5", "streamed six", "streamed sieben – 七");
            assertThat(seen.comments()).startsWith("a remark");
        }
    }

    @OneOrEachTransport
    void what_keeps_a_quiet_connection_alive_is_seen_as_empty_comments(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            Seen seen = Seen.all(client, SseRequest.get(server.uri("/session")));

            assertThat(seen.comments().subList(1, seen.comments().size()))
                    .hasSizeGreaterThan(2)
                    .containsOnly("");
        }
    }

    @OneOrEachTransport
    void a_session_resumes_after_the_time_that_the_server_asks_for(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            Seen seen = Seen.all(client, SseRequest.get(server.uri("/resumed")).lastEventId("1"));

            assertThat(seen.events())
                    .containsExactly(SseEvent.of("message", "after 1", "2"), SseEvent.of("message", "after 2", "3"));
            assertThat(seen.states(BackingOff.class))
                    .extracting(BackingOff::delay)
                    .hasSize(2)
                    .allMatch(delay -> between(delay, 150, 180), "from 150 to 180 ms");
        }
    }

    @OneOrEachTransport
    void a_server_may_get_the_last_id_in_the_query_instead(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            SseRequest request = SseRequest.get(server.uri("/resumed"))
                    .lastEventId("1")
                    .customizer((original, attempt, id, failure) -> CompletableFuture.completedFuture(
                            original.uri(URI.create(original.uri() + "?lastEventId=" + id))
                                    .sendLastEventId(false)));

            Seen seen = Seen.all(client, request);

            assertThat(seen.events()).extracting(SseEvent::data).containsExactly("after 1", "after 2");
            assertThat(seen.resumptions()).isEmpty();
        }
    }

    @OneOrEachTransport
    void a_session_with_status_204_is_the_end(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            Seen seen = Seen.all(client, SseRequest.get(server.uri("/nothing")));

            assertThat(seen.awaitEnd().reason()).isEqualTo(Reason.NO_CONTENT);
            assertThat(seen.events()).isEmpty();
        }
    }

    @OneOrEachTransport
    void a_channel_reaches_all_its_sessions_and_sees_them_leave(String transport) throws Exception {
        try (NodeServer server = start();
                SseClient client = TransportNames.client(transport)) {
            Seen first = Seen.start(client, SseRequest.get(server.uri("/channel?name=first")));
            server.awaitLine("joined first");
            Seen second = Seen.all(client, SseRequest.get(server.uri("/channel?name=second")));
            first.awaitEnd();

            SseEvent news = SseEvent.of("news", "for all", "n1");
            assertThat(first.events()).containsExactly(news, SseEvent.of("whisper", "for one", "n2"));
            assertThat(second.events()).containsExactly(news);
            assertThat(List.of(server.awaitLine("left "), server.awaitLine("left ")))
                    .containsExactlyInAnyOrder("first", "second");
        }
    }

    private static NodeServer start() throws Exception {
        return NodeServer.start("better-sse.js", "better-sse");
    }

    private static boolean between(Duration delay, long fromMillis, long toMillis) {
        return delay.compareTo(Duration.ofMillis(fromMillis)) >= 0 && delay.compareTo(Duration.ofMillis(toMillis)) <= 0;
    }
}
