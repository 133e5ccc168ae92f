package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseSession.Health;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What a session reports of itself: {@code opened()}, {@code closed()}, {@code health()}, {@code lastActivity()}. */
class OpenedAndHealthTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void opened_completes_with_the_first_opening_only() {
        rig.subscribe();
        CompletableFuture<SessionState.Open> opened = opening();
        assertThat(opened).isNotDone();
        rig.open();
        assertThat(opened).isCompletedWithValue(rig.opened());
        rig.reopen();
        assertThat(opening().join().attempt()).isEqualTo(1);
    }

    @Test
    void opened_waits_through_failed_attempts() {
        rig.subscribe();
        rig.server().head(503, Rig.headers()).end();
        assertThat(opening()).isNotDone();
        rig.backOff().open();
        assertThat(opening().join().attempt()).isEqualTo(2);
    }

    @Test
    void a_failure_before_is_reported_by_opened() {
        rig.subscribe();
        rig.server().head(404, Rig.headers()).end();
        Failure failure = rig.failed(Failure.HttpError.class);
        assertThat(thrown()).isInstanceOf(SseException.class);
        assertThat(((SseException) thrown()).failure()).isSameAs(failure);
    }

    @Test
    void a_loss_before_that_is_not_retried_is_reported_by_opened() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.never())).cut();
        assertThat(thrown()).isInstanceOf(SseException.class);
    }

    @Test
    void a_handler_that_throws_before_is_reported_by_opened() {
        rig.seen.onState = state -> {
            if (state instanceof SessionState.Open) {
                throw new IllegalStateException("no");
            }
        };
        rig.subscribe().open();
        rig.failed(Failure.HandlerFailed.class);
        assertThat(thrown()).isInstanceOf(SseException.class);
    }

    @Test
    void close_before_cancels_opened() {
        rig.subscribe();
        rig.session.close();
        assertThat(thrown()).isInstanceOf(CancellationException.class);
    }

    @Test
    void no_content_before_cancels_opened() {
        rig.subscribe();
        rig.server().head(204, Rig.headers()).end();
        rig.ended(SessionState.Closed.Reason.NO_CONTENT);
        assertThat(thrown()).isInstanceOf(CancellationException.class);
    }

    @Test
    void close_after_leaves_opened_as_it_is() {
        rig.subscribe().open();
        rig.session.close();
        assertThat(opening()).isCompleted();
    }

    @Test
    void opened_completes_after_onState_and_closed_after_all() {
        List<String> order = new ArrayList<>();
        rig.seen.onState = state -> order.add(state.getClass().getSimpleName());
        rig.subscribe();
        rig.session.opened().thenRun(() -> order.add("opened()"));
        rig.session.closed().thenRun(() -> order.add("closed()"));
        rig.open().send("data: a\n\n");
        rig.session.close();
        assertThat(order).containsExactly("Connecting", "Open", "opened()", "Closed", "closed()");
    }

    @Test
    void asked_for_after_the_end_both_are_complete() {
        rig.subscribe();
        rig.open();
        SessionState.Open first = rig.opened();
        rig.reopen();
        rig.session.close();
        assertThat(opening()).isCompletedWithValue(first);
        assertThat(rig.session.closed().toCompletableFuture())
                .isCompletedWithValueMatching(end -> end == rig.session.state());
    }

    @Test
    void asked_for_after_an_end_without_a_stream_opened_has_failed() {
        rig.subscribe();
        rig.session.close();
        assertThat(opening()).isCompletedExceptionally();
    }

    @Test
    void only_the_session_completes_them() {
        rig.subscribe();
        rig.session.opened().toCompletableFuture().cancel(false);
        rig.session.closed().toCompletableFuture().complete(null);
        rig.open();
        assertThat(opening()).isCompleted();
        assertThat(rig.session.closed().toCompletableFuture()).isNotDone();
    }

    @Test
    void what_opened_starts_may_close_the_session() {
        rig.subscribe();
        rig.session.opened().thenRun(rig.session::close);
        rig.open().send("data: a\n\n");
        rig.ended(SessionState.Closed.Reason.CLOSED);
        assertThat(rig.data()).isEmpty();
    }

    @Test
    void health_follows_the_state() {
        rig.subscribe();
        assertThat(rig.session.health()).isEqualTo(Health.CONNECTING);
        rig.open();
        assertThat(rig.session.health()).isEqualTo(Health.HEALTHY);
        rig.cut();
        assertThat(rig.session.health()).isEqualTo(Health.RECONNECTING);
        rig.backOff();
        assertThat(rig.session.health()).isEqualTo(Health.RECONNECTING);
        rig.open();
        assertThat(rig.session.health()).isEqualTo(Health.HEALTHY);
        rig.session.close();
        assertThat(rig.session.health()).isEqualTo(Health.CLOSED);
    }

    @Test
    void a_first_attempt_that_failed_is_reconnecting_and_a_redirect_is_not() {
        rig.subscribe();
        rig.server().head(302, Rig.headers("Location", "/there"));
        assertThat(rig.session.health()).isEqualTo(Health.CONNECTING);
        rig.cut();
        assertThat(rig.session.health()).isEqualTo(Health.RECONNECTING);
    }

    @Test
    void after_a_clean_end_it_is_closed_and_after_a_failure_failed() {
        rig.subscribe().server().head(204, Rig.headers()).end();
        assertThat(rig.session.health()).isEqualTo(Health.CLOSED);
        rig.seen.states.clear();
        rig.subscribe().server().head(404, Rig.headers()).end();
        assertThat(rig.session.health()).isEqualTo(Health.FAILED);
    }

    @ParameterizedTest
    @CsvSource({"300000, 60000", "0, 60000", "30000, 15000", "120000, 60000", "119000, 59500"})
    void a_stream_is_idle_after_a_quiet_minute_or_half_its_time_out(long timeOut, long quiet) {
        rig.subscribe(request -> request.timeouts(Timeouts.defaults().idle(Duration.ofMillis(timeOut))))
                .open()
                .send("data: a\n\n");
        rig.time.advance(Duration.ofMillis(quiet - 1));
        assertThat(rig.session.health()).isEqualTo(Health.HEALTHY);
        rig.time.advance(Duration.ofMillis(2));
        assertThat(rig.session.health()).isEqualTo(Health.IDLE);
        rig.send(":\n");
        assertThat(rig.session.health()).isEqualTo(Health.HEALTHY);
    }

    @Test
    void a_stream_that_has_just_opened_is_healthy_however_long_the_server_took() {
        rig.subscribe();
        rig.time.advance(Duration.ofSeconds(90));
        rig.open();
        assertThat(rig.session.health()).isEqualTo(Health.HEALTHY);
        rig.time.advance(Duration.ofSeconds(61));
        assertThat(rig.session.health()).isEqualTo(Health.IDLE);
    }

    @Test
    void the_last_activity_is_the_last_bytes_comments_too() {
        Instant start = rig.time.now();
        rig.subscribe();
        rig.time.advance(Duration.ofSeconds(1));
        rig.open();
        assertThat(rig.session.lastActivity()).isNull();
        rig.time.advance(Duration.ofSeconds(1));
        rig.send("data: a\n\n");
        rig.time.advance(Duration.ofSeconds(5));
        assertThat(rig.session.lastActivity()).isEqualTo(start.plusSeconds(2));
        rig.server().part(":");
        assertThat(rig.session.lastActivity()).isEqualTo(start.plusSeconds(7));
    }

    @Test
    void the_last_activity_survives_reconnections_and_the_end() {
        Instant start = rig.time.now();
        rig.subscribe().open().send(": a\n");
        rig.time.advance(Duration.ofSeconds(3));
        rig.reopen();
        assertThat(rig.session.lastActivity()).isEqualTo(start);
        rig.time.advance(Duration.ofSeconds(3));
        rig.cut();
        rig.time.advance(Duration.ofDays(1));
        assertThat(rig.session.lastActivity()).isEqualTo(start);
        rig.session.close();
        rig.time.advance(Duration.ofDays(1));
        assertThat(rig.session.lastActivity()).isEqualTo(start);
    }

    @Test
    void the_body_of_a_refusal_is_no_activity_of_the_stream() {
        rig.subscribe();
        rig.server().head(503, Rig.headers()).bytes("busy").end();
        assertThat(rig.session.lastActivity()).isNull();
    }

    private CompletableFuture<SessionState.Open> opening() {
        return rig.session.opened().toCompletableFuture();
    }

    private Throwable thrown() {
        CompletableFuture<SessionState.Open> opened = opening();
        assertThat(opened).isCompletedExceptionally();
        Throwable thrown = opened.handle((open, why) -> why).join();
        return thrown instanceof CompletionException && thrown.getCause() != null ? thrown.getCause() : thrown;
    }
}
