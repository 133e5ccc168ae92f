package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.http2.Frame;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What went wrong in other clients when streams of an HTTP/2 connection were reset: servers take too many for an attack. */
@OnEachTransport
class StreamResetCasesTest {
    private static final int MANY = 50;
    private static final int PATIENCE = 20;
    private final CountDownLatch patience = new CountDownLatch(PATIENCE);

    private final String transport;
    private final Queue<Frame> resets = new ConcurrentLinkedQueue<>();
    private final Queue<String> ids = new ConcurrentLinkedQueue<>();

    StreamResetCasesTest(String transport) {
        this.transport = transport;
    }

    @Test
    void a_cancelled_stream_is_reset_once_whatever_still_comes_for_it() throws Exception {
        try (var server = RawServer.start((tcp, number) -> sendOnBehindResets(Http2Peer.accept(tcp, 100)));
                var backend = Backend.of(transport, Wire.HTTP_2.config()).needs(Wire.HTTP_2)) {
            var request = Live.get(server.uri("https://localhost"));
            Follower throughout = backend.follow(request);
            throughout.awaitData("first");
            for (int i = 0; i < MANY; i++) {
                try (var stream = backend.client().stream(request)) {
                    assertThat(stream.next().data()).isEqualTo("first");
                }
            }
            Follower.await().until(() -> resets.size() >= MANY);
            try (var last = backend.client().stream(request)) { // what else it had to say came before this
                assertThat(last.next().data()).isEqualTo("first");
            }
            Follower.await().until(() -> resets.size() > MANY);
            assertThat(resets).extracting(Frame::stream).doesNotHaveDuplicates().doesNotContain(1);
            assertThat(resets).allSatisfy(reset -> assertThat(reset.word()).isEqualTo(Http2Peer.CANCEL));
            assertThat(throughout.losses()).isEmpty();
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    /** As a server whose frames were on their way already. */
    private void sendOnBehindResets(Http2Peer peer) throws Exception {
        while (true) {
            Frame frame = peer.next();
            int stream = frame.stream();
            if (frame.type() == Frame.HEADERS) {
                peer.request(frame);
                peer.open(stream);
                peer.data(stream, "data: first\n\n");
            } else if (frame.type() == Frame.RST_STREAM) {
                resets.add(frame);
                peer.data(stream, "data: more\n\n");
                peer.data(stream, "data: and more\n\n");
                peer.end(stream);
            }
        }
    }

    @Test
    void a_server_that_has_had_enough_of_them_gets_the_long_stream_back_automatically() throws Exception {
        try (var server = RawServer.start((tcp, number) -> {
                    if (number == 1) {
                        loseCalm(Http2Peer.accept(tcp, 100));
                    } else {
                        resume(Http2Peer.accept(tcp, 100));
                    }
                });
                var backend = Backend.of(transport, Wire.HTTP_2.config()).needs(Wire.HTTP_2)) {
            var uri = server.uri("https://localhost");
            Follower throughout = backend.follow(Live.get(uri));
            throughout.awaitData("first");
            for (int i = 0; i < PATIENCE; i++) {
                try (var stream = backend.client().stream(Live.get(uri))) {
                    assertThat(stream.next().data()).isEqualTo("first");
                }
            }
            assertThat(patience.await(60, TimeUnit.SECONDS))
                    .as("all were reset")
                    .isTrue();
            backend.follow(Live.get(uri)); // which is one too many
            throughout.awaitData("first", "resumed");
            assertThat(ids).contains("1");
            // A loss that is waited for by the policy, not one that is made good at once.
            assertThat(throughout.losses()).hasSize(1).allMatch(Failure.ConnectionFailed.class::isInstance);
        }
    }

    /** Refuses streams after so many resets, and then goes away. */
    private void loseCalm(Http2Peer peer) throws Exception {
        for (Frame frame = peer.next(); true; frame = peer.next()) {
            int stream = frame.stream();
            if (frame.type() == Frame.RST_STREAM) {
                patience.countDown();
            } else if (frame.type() == Frame.HEADERS && patience.getCount() > 0) {
                peer.request(frame);
                peer.open(stream);
                peer.data(stream, "id: 1\ndata: first\n\n");
            } else if (frame.type() == Frame.HEADERS) {
                peer.request(frame);
                peer.reset(stream, Http2Peer.REFUSED_STREAM);
                peer.goAway(stream, Http2Peer.ENHANCE_YOUR_CALM);
                peer.fin();
                return;
            }
        }
    }

    private void resume(Http2Peer peer) throws Exception {
        while (true) {
            Frame frame = peer.next(Frame.HEADERS, 0);
            ids.add(peer.request(frame).getOrDefault("last-event-id", ""));
            peer.open(frame.stream());
            peer.data(frame.stream(), "data: resumed\n\n");
        }
    }

    @Test
    void one_that_is_refused_after_its_head_was_processed_and_is_not_sent_again() throws Exception {
        var seen = new Gate();
        Response refusedLate =
                Response.stream().chunk("data: a\n\n").await(seen).resetStream(Http2Peer.REFUSED_STREAM);
        try (var live = Live.over(Wire.HTTP_2, transport, refusedLate)) {
            Follower follower = live.follow(live.post());
            follower.awaitData("a");
            seen.open();
            assertThat(follower.awaitFailed(Failure.ConnectionFailed.class).phase())
                    .isEqualTo(Phase.BODY);
            assertThat(live.server.requests()).hasSize(1);
        }
    }
}
