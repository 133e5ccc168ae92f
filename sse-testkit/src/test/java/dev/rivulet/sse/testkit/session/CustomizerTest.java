package dev.rivulet.sse.testkit.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** The request of each attempt, made by the user. */
class CustomizerTest {
    @RegisterExtension
    final Rig rig = new Rig();

    @Test
    void it_is_asked_for_each_attempt_and_told_the_cursor_and_the_failure() {
        List<String> told = new ArrayList<>();
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> {
            told.add(attempt + " " + id + " "
                    + (failure == null ? null : failure.getClass().getSimpleName()));
            return CompletableFuture.completedFuture(
                    original.uri(URI.create("https://news.example/stream?after=" + id)));
        }));
        assertThat(rig.request().uri()).hasQuery("after=");
        rig.open().send("id: 7\ndata: a\n\n").cut().backOff();
        assertThat(rig.request().uri()).hasQuery("after=7");
        assertThat(told).containsExactly("1  null", "2 7 Disconnected");
    }

    @Test
    void what_it_makes_carries_the_usual_headers_and_the_id() {
        rig.subscribe(request -> request.lastEventId("7")
                .customizer((original, attempt, id, failure) ->
                        CompletableFuture.completedFuture(SseRequest.get(URI.create("https://x.example/")))));
        assertThat(rig.server().header("Accept")).isEqualTo("text/event-stream");
        assertThat(rig.sentId()).isEqualTo("7");
    }

    @Test
    void the_attempt_waits_until_it_has_answered() {
        var pending = new CompletableFuture<SseRequest>();
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> pending));
        rig.time.advance(Duration.ofMinutes(10)); // the response's time-out counts from the request
        assertThat(rig.transport.opened()).isZero();
        pending.complete(Rig.get());
        rig.open().send("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_stage_that_fails_closes_the_session() {
        var thrown = new IllegalStateException("no token");
        rig.subscribe(request ->
                request.customizer((original, attempt, id, failure) -> CompletableFuture.failedFuture(thrown)));
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).isSameAs(thrown);
    }

    @Test
    void a_stage_that_fails_behind_others_closes_the_session_with_what_was_thrown() {
        var thrown = new IllegalStateException("no token");
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) ->
                CompletableFuture.<String>failedFuture(thrown).thenApply(original::bearer)));
        // Not with the CompletionException that CompletableFuture wraps around it.
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).isSameAs(thrown);
    }

    @Test
    void one_that_throws_closes_the_session() {
        var thrown = new IllegalStateException("no token");
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> {
            throw thrown;
        }));
        assertThat(rig.failed(Failure.HandlerFailed.class).cause()).isSameAs(thrown);
    }

    @Test
    void one_that_answers_null_closes_the_session() {
        rig.subscribe(request ->
                request.customizer((original, attempt, id, failure) -> CompletableFuture.completedFuture(null)));
        rig.failed(Failure.HandlerFailed.class);
    }

    @Test
    void one_that_returns_no_stage_closes_the_session() {
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> null));
        rig.failed(Failure.HandlerFailed.class);
    }

    @Test
    void the_total_time_does_not_wait_for_it() {
        rig.subscribe(request -> request.timeouts(request.timeouts().withTotal(Duration.ofSeconds(5)))
                .customizer((original, attempt, id, failure) -> new CompletableFuture<>()));
        rig.time.advance(Duration.ofSeconds(5));
        assertThat(rig.failed(Failure.TimedOut.class).kind()).isEqualTo(Failure.TimedOut.Kind.TOTAL);
    }
}
