package dev.rivulet.sse.tests.interop.servers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState.BackingOff;
import dev.rivulet.sse.SessionState.Open;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import dev.rivulet.sse.tests.support.EachTransportAndFront;
import dev.rivulet.sse.tests.support.Front;
import dev.rivulet.sse.tests.support.OneOrEachTransport;
import dev.rivulet.sse.tests.support.ReverseProxy;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;

/** What holds for streams through any reverse proxy. */
abstract class ProxiedStreams {
    private static final Response REST = Response.stream().chunk("id: 2\ndata: b\n\nevent: end\ndata: the last\n\n");

    final ScriptedServer origin = ScriptedServer.start();
    final Gate seen = new Gate();

    abstract ReverseProxy proxy();

    /** What it answers where it cannot reach the origin. */
    abstract int statusWithoutOrigin();

    /** Whether it makes a complete body of one that the origin, or itself, has cut. */
    abstract boolean hidesCuts(Front front);

    @AfterEach
    void close() {
        origin.close();
    }

    @EachTransportAndFront
    void a_stream_is_followed_and_resumed(String transport, Front front) throws Exception {
        Seen all = resumed(transport, front, begun());

        assertThat(all.failures()).containsExactly(new Failure.StreamEnded());
        assertThat(all.states(Open.class)).extracting(Open::protocol).containsOnly(front.protocol());
        assertThat(origin.requests()).extracting(RecordedRequest::target).containsOnly("/events?q=1");
    }

    @EachTransportAndFront
    void an_event_does_not_wait_for_the_next(String transport, Front front) throws Exception {
        origin.respond(Response.stream()
                .chunk("id: 1\ndata: a\n\n")
                .await(seen)
                .chunk("id: 2\ndata: b\n\n")
                .hang());
        try (SseClient client = proxy().client(transport, front);
                var stream = client.stream(request(front))) {
            assertThat(stream.next().data()).isEqualTo("a");
            seen.open();
            assertThat(stream.next().data()).isEqualTo("b");
        }
    }

    @EachTransportAndFront
    void closing_the_session_reaches_the_origin(String transport, Front front) throws Exception {
        origin.respond(Response.stream().chunk("data: a\n\n").hang());
        try (SseClient client = proxy().client(transport, front)) {
            try (var stream = client.stream(request(front))) {
                assertThat(stream.next().data()).isEqualTo("a");
            }
            origin.awaitReset(1);
        }
    }

    @EachTransportAndFront
    void an_idle_stream_is_cut_and_resumed(String transport, Front front) throws Exception {
        SseRequest request = quick(proxy().impatientUri(front, origin));
        origin.otherwise(REST); // on a busy machine the proxy may give up a further connection before it answers

        assertCut(front, resumed(transport, front, request, begun().hang()));
    }

    @EachTransportAndFront
    void an_origin_that_is_reset_within_a_body_is_resumed(String transport, Front front) throws Exception {
        assertCut(front, resumed(transport, front, begun().chunk("id: 2\nda").reset()));
    }

    @EachTransportAndFront
    void an_origin_that_leaves_within_a_chunked_body_is_resumed(String transport, Front front) throws Exception {
        assertCut(front, resumed(transport, front, begun().chunk("id: 2\nda").cut()));
    }

    @EachTransportAndFront
    void an_origin_that_leaves_within_a_body_without_length_is_resumed(String transport, Front front) throws Exception {
        Seen all = resumed(
                transport, front, begun().closeDelimited().chunk("id: 2\nda").cut());

        assertThat(all.failures()).containsExactly(new Failure.StreamEnded());
    }

    @EachTransportAndFront
    void an_answer_that_was_cut_is_not_taken_for_whole(String transport, Front front) throws Exception {
        origin.respond(begun().chunk("data: b\n\n").cut());

        assertThat(failureOfAnAnswer(transport, front))
                .isInstanceOf(hidesCuts(front) ? Failure.Truncated.class : Failure.ConnectionFailed.class);
    }

    @EachTransportAndFront
    void an_answer_without_length_that_was_cut_is_not_taken_for_whole(String transport, Front front) throws Exception {
        origin.respond(begun().closeDelimited().chunk("data: b\n\n").cut());

        assertThat(failureOfAnAnswer(transport, front)).isEqualTo(new Failure.Truncated(0));
    }

    @EachTransportAndFront
    void an_origin_that_is_down_is_waited_for(String transport, Front front) throws Exception {
        origin.respond(REST).refuseConnections();
        try (SseClient client = proxy().client(transport, front)) {
            Seen all = Seen.start(client, request(front));
            Failure failure = all.awaitState(BackingOff.class).failure();
            origin.acceptConnections();
            all.awaitEnd();

            assertThat(failure)
                    .isInstanceOfSatisfying(
                            Failure.HttpError.class,
                            refused -> assertThat(refused.response().status()).isEqualTo(statusWithoutOrigin()));
            assertThat(all.events()).extracting(SseEvent::data).containsExactly("b");
        }
    }

    @OneOrEachTransport
    void a_hundred_streams_share_a_connection_of_http_2(String transport) throws Exception {
        try (SseClient client = proxy().client(transport, Front.HTTP_2)) {
            var crowd = new Crowd(proxy(), origin, client);
            crowd.join(1).awaitAllTogether();
            crowd.join(99).awaitAllTogether();

            assertThat(crowd.shares()).containsExactly(100L);
            crowd.awaitEndOfEach();
        }
    }

    /** The first event, and what follows when it has been seen. */
    private Response begun() {
        return Response.stream().chunk("id: 1\ndata: a\n\n").await(seen);
    }

    private Seen resumed(String transport, Front front, Response first) throws Exception {
        return resumed(transport, front, request(front), first);
    }

    /** Follows a stream whose first connection this is, and sees that each event comes once. */
    private Seen resumed(String transport, Front front, SseRequest request, Response first) throws Exception {
        origin.respond(first, REST);
        try (SseClient client = proxy().client(transport, front)) {
            Seen all = Seen.start(client, request).awaitEvents(1);
            seen.open();
            all.awaitEnd();

            assertThat(all.events()).extracting(SseEvent::data).containsExactly("a", "b");
            List<String> ids =
                    origin.requests().stream().map(RecordedRequest::lastEventId).toList();
            assertThat(ids).startsWith("", "1");
            assertThat(ids.subList(1, ids.size())).containsOnly("1");
            return all;
        }
    }

    /** A cut, and where the proxy gave up further connections as well, its 504 for each. */
    private void assertCut(Front front, Seen all) {
        Failure first = all.failures().get(0);
        if (hidesCuts(front)) {
            assertThat(first).isEqualTo(new Failure.StreamEnded());
        } else {
            assertThat(first)
                    .isInstanceOfSatisfying(
                            Failure.ConnectionFailed.class,
                            lost -> assertThat(lost.phase()).isEqualTo(Phase.BODY));
        }
        assertThat(all.failures().stream().skip(1))
                .allSatisfy(further -> assertThat(further)
                        .isInstanceOfSatisfying(
                                Failure.HttpError.class,
                                late -> assertThat(late.response().status()).isEqualTo(504)));
    }

    final SseRequest request(Front front) {
        return quick(proxy().uri(front, origin));
    }

    private Failure failureOfAnAnswer(String transport, Front front) {
        SseRequest request = request(front).endMarker("[DONE]").reconnect(ReconnectPolicy.never());
        try (SseClient client = proxy().client(transport, front);
                var answer = client.stream(request)) {
            assertThat(answer.next().data()).isEqualTo("a");
            seen.open();
            assertThat(answer.next().data()).isEqualTo("b");
            return catchThrowableOfType(SseException.class, answer::next).failure();
        }
    }

    /** With hardly a delay before it is opened again. */
    static SseRequest quick(URI uri) {
        Duration delay = Duration.ofMillis(5);
        return SseRequest.get(uri)
                .reconnect(ReconnectPolicy.defaults()
                        .initialDelay(delay)
                        .maxDelay(delay)
                        .minServerDelay(delay));
    }
}
