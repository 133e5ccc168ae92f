package dev.rivulet.sse.tests.interop.cases;

import static java.time.Duration.ofMillis;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.TimedOut.Kind;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.Response;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What went wrong in other clients with limits of time, where the library below has a say. */
@OnEachTransport
class WaitingCasesTest {
    private static final Duration LIMIT = ofMillis(3000);

    private final String transport;

    WaitingCasesTest(String transport) {
        this.transport = transport;
    }

    /** As where a front server holds the head back until the first byte of the body is there. */
    @Test
    void the_time_to_connect_does_not_continue_counting_until_the_head() {
        Duration connect = ofMillis(2000);
        Response held = Response.stream().headAfter(connect.multipliedBy(2));
        try (var live = Live.on(transport, held.chunk("data: a\n\n").hang())) {
            Follower follower =
                    live.follow(live.get().timeouts(Timeouts.defaults().connect(connect)));
            follower.awaitData("a");
            assertThat(follower.losses()).isEmpty();
        }
    }

    @Test
    void the_limit_of_the_response_head_does_not_continue_counting_during_the_stream() {
        Response slow = Response.stream().headAfter(ofMillis(50));
        for (int i = 0; i < 12; i++) {
            slow = slow.chunk("data: " + i + "\n\n").pause(LIMIT.dividedBy(10));
        }
        try (var live = Live.on(transport, slow.chunk("data: end\n\n").hang())) {
            Follower follower = live.follow(headWithin(live.get()));
            follower.awaitData("0", "1", "2", "3", "4", "5", "6", "7", "8", "9", "10", "11", "end");
            assertThat(follower.losses()).isEmpty();
        }
    }

    @Test
    void a_head_that_does_not_come_or_comes_by_half_is_not_waited_for_longer_than_said() {
        Response half = Response.raw("HTTP/1.1 200 OK\r\nContent-Type: text/ev").hang();
        for (Response response : List.of(Response.noAnswer(), half)) {
            try (var live = Live.on(transport, response)) {
                Follower follower = live.follow(headWithin(live.get()));
                assertThat(follower.awaitLoss(Failure.TimedOut.class).kind()).isEqualTo(Kind.RESPONSE_HEAD);
                live.server.awaitDisconnect(1);
            }
        }
    }

    @Test
    void interim_responses_do_not_put_the_limit_off_for_ever() {
        // The JDK takes eight; the ninth it calls a fault of the protocol, which ends the wait too.
        Response hints = Response.stream();
        for (int i = 0; i < 8; i++) {
            hints = hints.interim(103, "Link: </style.css>; rel=preload").headAfter(LIMIT.dividedBy(5));
        }
        try (var live = Live.on(transport, hints)) {
            Follower follower = live.follow(headWithin(live.get()));
            assertThat(follower.awaitLoss(Failure.TimedOut.class).kind()).isEqualTo(Kind.RESPONSE_HEAD);
        }
    }

    @ParameterizedTest
    @EnumSource(names = "TLS", mode = EnumSource.Mode.EXCLUDE)
    void a_connection_that_went_dead_is_left_and_the_stream_resumed(Wire wire) {
        try (var live = Live.over(
                wire,
                transport,
                Response.stream().chunk("id: 1\ndata: a\n\n").hang(),
                Response.stream().chunk("id: 2\ndata: b\n\n").hang())) {
            Follower follower =
                    live.follow(live.get().timeouts(Timeouts.defaults().idle(LIMIT)));
            follower.awaitData("a", "b");
            assertThat(follower.awaitLoss(Failure.TimedOut.class).kind()).isEqualTo(Kind.IDLE);
            assertThat(live.server.awaitRequest(2).lastEventId()).isEqualTo("1");
            live.server.awaitReset(1);
        }
    }

    @Test
    void a_slow_reader_stops_the_server_and_is_not_taken_for_a_silent_one() {
        var all = new Gate();
        String event = "data: " + "x".repeat(16_376) + "\n\n";
        try (var live = Live.on(
                transport,
                Response.stream().repeat(1_500, event).await(all),
                Response.stream().chunk("data: a\n\n").hang())) {
            SseRequest request = live.get().timeouts(Timeouts.defaults().idle(LIMIT));
            try (var slow = live.client.stream(request)) {
                assertThat(slow.next().data()).hasSize(16_376);
                // Another stream, which is silent indeed, says when the time is over.
                Follower silent = live.follow(request);
                assertThat(silent.awaitLoss(Failure.TimedOut.class).kind()).isEqualTo(Kind.IDLE);

                assertThat(slow.session().state()).isInstanceOf(SessionState.Open.class);
                assertThat(slow.session().metrics().bytes()).isLessThan(4 << 20);
                assertThat(all.isReached()).isFalse();

                for (int i = 1; i < 1_500; i++) {
                    assertThat(slow.next().data()).hasSize(16_376);
                }
                all.awaitReached();
            }
        }
    }

    @Test
    void a_librarys_own_repetitions_of_a_get_are_at_most_one_an_attempt_and_a_post_has_none() throws Exception {
        for (Response silent : List.of(Response.raw("").cut(), Response.raw("").reset())) {
            try (var live = Live.on(transport)) {
                live.server.otherwise(silent);
                Follower follower =
                        live.follow(live.get().reconnect(Live.atOnce().maxAttempts(10)));
                follower.awaitFailed(Failure.ConnectionFailed.class);
                assertThat(live.server.requests()).hasSizeBetween(10, 20);
            }
            try (var live = Live.on(transport)) {
                live.server.otherwise(silent);
                live.follow(live.post()).awaitClosed();
                assertThat(live.server.requests()).hasSize(1);
            }
        }
    }

    @Test
    void what_a_server_without_replay_sends_to_a_slow_reader_is_not_dropped() {
        // The server waits. Nothing is conflated or thrown away in between.
        try (var live = Live.on(
                transport,
                Response.stream()
                        .repeat(300, "data: " + "x".repeat(10_000) + "\n\n")
                        .hang())) {
            try (var slow = live.client.stream(live.get())) {
                Follower.await().until(() -> slow.session().metrics().bytes() > 0);
                for (int i = 0; i < 300; i++) {
                    assertThat(slow.next().data()).hasSize(10_000);
                }
                assertThat(slow.session().metrics().delivered()).isEqualTo(300);
            }
        }
    }

    private static SseRequest headWithin(SseRequest request) {
        return request.timeouts(Timeouts.defaults().responseHead(LIMIT));
    }
}
