package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.testkit.Response;
import java.util.Iterator;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

/** What went wrong in other clients at the end of a session: the server kept sending, and billing. */
@OnEachTransport
class ClosingCasesTest {
    private final String transport;

    ClosingCasesTest(String transport) {
        this.transport = transport;
    }

    @Test
    void a_session_that_is_closed_is_gone_for_the_server() {
        try (var live = Live.on(transport, Tokens.endless())) {
            Follower follower = live.follow(live.get());
            live.server.awaitRequest(1);
            follower.session.close();
            live.server.awaitDisconnect(1);
        }
    }

    @Test
    void a_subscription_that_is_cancelled_stops_the_answer_and_not_only_its_signals() throws Exception {
        try (var live = Live.on(transport, Tokens.endless())) {
            var five = new Five();
            live.client.publisher(live.post()).subscribe(five);
            five.cancelled.get(60, TimeUnit.SECONDS);
            live.server.awaitDisconnect(1);
            assertThat(five.taken).isEqualTo(5);
            assertThat(live.server.requests()).hasSize(1);
        }
    }

    @Test
    void a_stream_that_is_closed_is_gone_for_the_server() {
        try (var live = Live.on(transport, Tokens.endless())) {
            try (var stream = live.client.stream(live.get())) {
                assertThat(stream.next().data()).isEqualTo("token 0");
            }
            live.server.awaitDisconnect(1);
        }
    }

    @Test
    void an_iterator_that_was_abandoned_is_gone_for_the_server_with_its_client() {
        try (var live = Live.on(transport, Tokens.endless())) {
            Iterator<SseEvent> abandoned = live.client.stream(live.get()).iterator();
            assertThat(abandoned.next().data()).isEqualTo("token 0");
            live.client.close();
            live.server.awaitDisconnect(1);
        }
    }

    @Test
    void other_exchanges_that_end_or_are_closed_leave_the_long_one_alone() {
        try (var live = Live.on(transport, Tokens.endless())) {
            live.server.otherwise(request -> request.method().equals("POST")
                    ? Response.stream().chunk("data: {}\n\n").hang()
                    : Response.status(204));
            try (var stream = live.client.stream(live.get())) {
                assertThat(stream.next().data()).isEqualTo("token 0");
                for (int i = 1; i < 20; i++) {
                    try (var call = live.client.stream(i % 2 == 0 ? live.post() : live.get())) {
                        assertThat(call.next() == null).isEqualTo(i % 2 == 1);
                    }
                    assertThat(stream.next().data()).isEqualTo("token " + i);
                }
            }
        }
    }

    private static final class Five implements Flow.Subscriber<SseEvent> {
        final CompletableFuture<Void> cancelled = new CompletableFuture<>();
        private Flow.Subscription subscription;
        volatile int taken;

        @Override
        public void onSubscribe(Flow.Subscription given) {
            subscription = given;
            given.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(SseEvent event) {
            int now = taken + 1;
            taken = now;
            if (now == 5) {
                subscription.cancel();
                cancelled.complete(null);
            }
        }

        @Override
        public void onError(Throwable thrown) {
            cancelled.completeExceptionally(thrown);
        }

        @Override
        public void onComplete() {
            cancelled.cancel(false);
        }
    }
}
