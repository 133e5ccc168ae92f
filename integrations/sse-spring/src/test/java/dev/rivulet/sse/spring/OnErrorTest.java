package dev.rivulet.sse.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AutoClose;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import reactor.core.publisher.Flux;
import reactor.core.publisher.Mono;

/** What happens when a listener throws, or an event cannot be read. */
@Timeout(240)
class OnErrorTest {
    @AutoClose
    private final ScriptedServer server = ScriptedServer.start().otherwise(Numbered.to(3));

    record Tick(int price) {}

    /** Fails with the second event, as often as it is to. */
    static class Failing {
        final List<Integer> called = new CopyOnWriteArrayList<>();
        final CountDownLatch third = new CountDownLatch(1);
        int failures = Integer.MAX_VALUE;

        void handle(Tick tick) {
            called.add(tick.price());
            if (tick.price() == 2 && failures-- > 0) {
                throw new IllegalStateException("not now");
            }
            if (tick.price() == 3) {
                third.countDown();
            }
        }

        void awaitThird() throws InterruptedException {
            assertThat(third.await(60, TimeUnit.SECONDS)).isTrue();
        }
    }

    private static SessionState.Closed end(App app) {
        return app.stream().session().closed().toCompletableFuture().join();
    }

    static class Closing extends Failing {
        @SseListener("prices")
        void on(Tick tick) {
            handle(tick);
        }
    }

    @Test
    void by_default_the_stream_closes_and_a_new_start_receives_the_event_again() throws Exception {
        var listener = new Closing();
        listener.failures = 1;
        try (App app = App.with(listener).start(server)) {
            assertThat(end(app).failure())
                    .isInstanceOfSatisfying(
                            Failure.HandlerFailed.class,
                            failure -> assertThat(failure.cause()).hasMessage("not now"));
            assertThat(app.stream().isRunning()).isFalse();
            assertThat(app.stream().notOpenFor()).isNull();

            app.stream().start();
            listener.awaitThird();
            assertThat(listener.called).containsExactly(1, 2, 2, 3);
        }
    }

    static class Skipping extends Failing {
        @SseListener(stream = "prices", onError = OnError.SKIP)
        void on(Tick tick) {
            handle(tick);
        }
    }

    @Test
    void an_event_is_skipped_and_counts_as_handled() throws Exception {
        var listener = new Skipping();
        try (App app = App.with(listener).start(server)) {
            listener.awaitThird();
            assertThat(listener.called).containsExactly(1, 2, 3);
            app.stream().stop();
            end(app);
            assertThat(app.stream().session().lastEventId()).isEqualTo("3");
        }
    }

    static class SkippingManually extends Failing {
        @SseListener(stream = "prices", onError = OnError.SKIP)
        void on(Tick tick, Acknowledgement acknowledgement) {
            handle(tick);
            acknowledgement.acknowledge();
        }
    }

    @Test
    void a_skipped_event_does_not_hold_back_the_acknowledged_ones() throws Exception {
        var listener = new SkippingManually();
        try (App app = App.with(listener).start(server)) {
            listener.awaitThird();
            app.stream().stop();
            end(app);
            assertThat(app.stream().session().lastEventId()).isEqualTo("3");
        }
    }

    static class Retrying extends Failing {
        @SseListener(stream = "prices", onError = OnError.RETRY_THEN_CLOSE, retries = 2, retryDelay = "1ms")
        void on(Tick tick) {
            handle(tick);
        }
    }

    @Test
    void an_event_is_retried_until_it_is_handled() throws Exception {
        var listener = new Retrying();
        listener.failures = 2;
        try (App app = App.with(listener).start(server)) {
            listener.awaitThird();
            assertThat(listener.called).containsExactly(1, 2, 2, 2, 3);
        }
    }

    @Test
    void after_the_last_retry_the_stream_closes() {
        var listener = new Retrying();
        try (App app = App.with(listener).start(server)) {
            assertThat(end(app).failure()).isInstanceOf(Failure.HandlerFailed.class);
            assertThat(listener.called).containsExactly(1, 2, 2, 2);
        }
    }

    static class RetryingThenSkipping extends Failing {
        @SseListener(stream = "prices", onError = OnError.RETRY_THEN_SKIP, retries = 1, retryDelay = "1ms")
        void on(Tick tick) {
            handle(tick);
        }
    }

    @Test
    void after_the_last_retry_the_event_is_skipped() throws Exception {
        var listener = new RetryingThenSkipping();
        try (App app = App.with(listener).start(server)) {
            listener.awaitThird();
            assertThat(listener.called).containsExactly(1, 2, 2, 3);
        }
    }

    static class RetryingForLong extends Failing {
        final CountDownLatch failed = new CountDownLatch(1);

        @SseListener(stream = "prices", onError = OnError.RETRY_THEN_SKIP, retryDelay = "1h")
        void on(Tick tick) {
            if (tick.price() == 2) {
                failed.countDown();
            }
            handle(tick);
        }
    }

    @Test
    void closing_the_application_ends_the_wait_for_a_retry_and_the_event_stays_unhandled() throws Exception {
        var listener = new RetryingForLong();
        try (App app = App.with(listener).start(server)) {
            assertThat(listener.failed.await(60, TimeUnit.SECONDS)).isTrue();
            ListenedStream stream = app.stream();
            app.close();
            assertThat(stream.session().closed().toCompletableFuture()).isDone();
            assertThat(stream.session().lastEventId()).isEqualTo("1");
        }
    }

    static class OfNumbers extends Failing {
        @SseListener(stream = "prices", onError = OnError.RETRY_THEN_SKIP, retries = 5, retryDelay = "1h")
        void on(Tick tick) {
            handle(tick);
        }
    }

    @Test
    void an_event_that_cannot_be_read_is_skipped_without_a_retry() throws Exception {
        server.otherwise(new Numbered(3, number -> number == 2 ? "{" : "{\"price\":" + number + "}"));
        var listener = new OfNumbers();
        try (App app = App.with(listener).start(server)) {
            listener.awaitThird();
            assertThat(listener.called).containsExactly(1, 3);
        }
    }

    static class Batch {
        final CountDownLatch done = new CountDownLatch(1);
        volatile List<Tick> seen = List.of();

        @SseListener(stream = "prices", onError = OnError.SKIP, batchSize = 3, batchTime = "1m")
        void on(List<Tick> ticks) {
            seen = ticks;
            done.countDown();
        }
    }

    @Test
    void of_a_batch_only_the_event_that_cannot_be_read_is_skipped() throws Exception {
        server.otherwise(new Numbered(3, number -> number == 2 ? "{" : "{\"price\":" + number + "}"));
        var listener = new Batch();
        try (App app = App.with(listener).start(server)) {
            assertThat(listener.done.await(60, TimeUnit.SECONDS)).isTrue();
            assertThat(listener.seen).containsExactly(new Tick(1), new Tick(3));
        }
    }

    @Test
    void an_event_that_cannot_be_read_closes_the_stream_by_default() {
        server.otherwise(new Numbered(3, number -> number == 2 ? "{" : "{\"price\":" + number + "}"));
        var listener = new Closing();
        try (App app = App.with(listener).start(server)) {
            assertThat(end(app).message()).contains("UnexpectedEndOfInputException");
            assertThat(listener.called).containsExactly(1);
        }
    }

    static class Promising extends Failing {
        @SseListener("prices")
        CompletionStage<Void> on(Tick tick) {
            return CompletableFuture.runAsync(() -> handle(tick), task -> new Thread(task).start());
        }
    }

    @Test
    void the_failure_of_a_promise_is_the_listeners_failure() {
        var listener = new Promising();
        try (App app = App.with(listener).start(server)) {
            assertThat(end(app).failure().cause()).hasMessage("not now");
            assertThat(listener.called).containsExactly(1, 2);
        }
    }

    static class Reactive extends Failing {
        @SseListener(stream = "prices", onError = OnError.RETRY_THEN_CLOSE, retryDelay = "1ms")
        Mono<Void> on(Tick tick) {
            return Mono.fromRunnable(() -> handle(tick));
        }
    }

    @Test
    void a_mono_is_subscribed_to_and_retried() throws Exception {
        var listener = new Reactive();
        listener.failures = 1;
        try (App app = App.with(listener).start(server)) {
            listener.awaitThird();
            assertThat(listener.called).containsExactly(1, 2, 2, 3);
        }
    }

    static class Flowing extends Failing {
        @SseListener("prices")
        Flux<Integer> on(Tick tick) {
            return Flux.just(0, 1).doOnComplete(() -> handle(tick));
        }
    }

    @Test
    void a_flux_is_drained() throws Exception {
        var listener = new Flowing();
        listener.failures = 0;
        try (App app = App.with(listener).start(server)) {
            listener.awaitThird();
            assertThat(listener.called).containsExactly(1, 2, 3);
        }
    }
}
