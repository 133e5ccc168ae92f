package dev.rivulet.sse.tests.session;

import static java.time.Duration.ofMinutes;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.params.provider.Arguments.arguments;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.RequestCustomizer;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.ReconnectPolicy;
import java.net.ConnectException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.function.BiConsumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** The request of each attempt, made by the user. */
class CustomizerTest {
    @RegisterExtension
    final Rig rig = Rig.withJitter();

    @Test
    void it_is_asked_for_each_attempt_and_gets_the_cursor_and_the_failure() {
        List<String> reported = new ArrayList<>();
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> {
            reported.add(attempt + " " + id + " "
                    + (failure == null ? null : failure.getClass().getSimpleName()));
            return CompletableFuture.completedFuture(
                    original.uri(URI.create("https://news.example/stream?after=" + id)));
        }));
        assertThat(rig.request().uri()).hasQuery("after=");
        rig.open().send("id: 7\ndata: a\n\n").cut().backOff();
        assertThat(rig.request().uri()).hasQuery("after=7");
        assertThat(reported).containsExactly("1  null", "2 7 ConnectionFailed");
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
        rig.time.advance(ofMinutes(1));
        assertThat(rig.transport.opened()).isZero();
        pending.complete(Rig.get());
        rig.open().send("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void a_token_service_that_fails_once_does_not_end_the_session() {
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> attempt == 2
                        ? CompletableFuture.failedFuture(new ConnectException("token service"))
                        : CompletableFuture.completedFuture(original)))
                .open()
                .send("id: 7\ndata: a\n\n")
                .cut();
        rig.time.advance(rig.delay());
        assertThat(rig.retrying(Failure.CustomizerFailed.class).cause()).hasMessage("token service");
        assertThat(rig.backingOff().nextAttempt()).isEqualTo(3);
        rig.backOff().open().send("data: b\n\n");
        assertThat(rig.sentId()).isEqualTo("7");
        assertThat(rig.data()).containsExactly("a", "b");
    }

    /** As one in Kotlin may, where no exception is declared. */
    @Test
    void one_that_throws_a_checked_exception_is_asked_again() {
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> {
            if (attempt == 1) {
                throw CustomizerTest.<RuntimeException>undeclared(new ConnectException("token service"));
            }
            return CompletableFuture.completedFuture(original);
        }));
        assertThat(rig.retrying(Failure.CustomizerFailed.class).cause()).hasMessage("token service");
        rig.backOff().open().send("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @SuppressWarnings({"unchecked", "TypeParameterUnusedInFormals"})
    private static <T extends Throwable> T undeclared(Throwable thrown) throws T {
        throw (T) thrown;
    }

    @Test
    void one_that_fails_is_asked_again_at_longer_and_longer_intervals() {
        rig.subscribe(request -> request.customizer(failing(new ConnectException("token service"))));
        for (int seconds : new int[] {1, 2, 4, 8, 16, 30, 30}) {
            assertThat(rig.delay()).isEqualTo(ofSeconds(seconds));
            rig.time.advance(ofSeconds(seconds));
        }
        assertThat(rig.transport.opened()).isZero();
    }

    @Test
    void a_policy_without_reconnecting_holds_for_it_too() {
        rig.subscribe(request ->
                request.reconnect(ReconnectPolicy.never()).customizer(failing(new ConnectException("token service"))));
        rig.failed(Failure.CustomizerFailed.class);
    }

    @Test
    void maxAttempts_counts_its_failures() {
        rig.subscribe(request -> request.reconnect(ReconnectPolicy.defaults().maxAttempts(2))
                .customizer(failing(new ConnectException("token service"))));
        rig.time.advance(rig.delay());
        rig.failed(Failure.CustomizerFailed.class);
    }

    @ParameterizedTest
    @MethodSource("failures")
    void however_it_fails_the_session_continues_with_what_was_thrown(RequestCustomizer once, String message) {
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> attempt == 1
                ? once.customize(original, attempt, id, failure)
                : CompletableFuture.completedFuture(original)));
        assertThat(rig.retrying(Failure.CustomizerFailed.class).cause()).hasMessageContaining(message);
        rig.backOff().open();
    }

    static Stream<Arguments> failures() {
        var thrown = new IllegalStateException("no token");
        return Stream.of(
                arguments(failing(thrown), "no token"),
                arguments(later((original, made) -> made.completeExceptionally(thrown)), "no token"),
                // Not with the CompletionException that CompletableFuture wraps around it.
                arguments(
                        (RequestCustomizer) (original, attempt, id, failure) ->
                                CompletableFuture.<String>failedFuture(thrown).thenApply(original::bearer),
                        "no token"),
                arguments(
                        (RequestCustomizer) (original, attempt, id, failure) -> {
                            throw thrown;
                        },
                        "no token"),
                arguments(
                        (RequestCustomizer) (original, attempt, id, failure) -> {
                            throw new NoClassDefFoundError("no token");
                        },
                        "no token"),
                arguments(later((original, made) -> made.complete(null)), "made no request"),
                arguments((RequestCustomizer) (original, attempt, id, failure) -> null, "no stage"));
    }

    @Test
    void one_that_calls_its_failure_final_ends_the_session() {
        var cause = new IllegalStateException("the refresh token was revoked");
        var revoked = new Failure.CustomizerFailed(cause, false);
        rig.subscribe(request -> request.customizer(failing(new SseException(revoked))));
        assertThat(rig.failed(Failure.CustomizerFailed.class)).isSameAs(revoked);
        assertThat(revoked.message()).contains("the refresh token was revoked");
    }

    @Test
    void a_failure_that_passes_says_how_to_make_it_final() {
        rig.subscribe(request -> request.customizer(failing(new ConnectException("token service"))));
        assertThat(rig.backingOff().failure().advice()).contains("Failure.CustomizerFailed(cause, false)");
    }

    @Test
    void after_its_failure_it_still_learns_why_the_connection_failed() {
        List<Failure> reported = new ArrayList<>();
        rig.subscribe(request -> request.customizer((original, attempt, id, failure) -> {
            reported.add(failure);
            return attempt == 2
                    ? CompletableFuture.failedFuture(new ConnectException("token service"))
                    : CompletableFuture.completedFuture(original);
        }));
        rig.server().head(401, Rig.headers()).end();
        rig.time.advance(rig.delay());
        assertThat(reported).hasSize(3);
        assertThat(reported.get(2)).isInstanceOf(Failure.HttpError.class).isEqualTo(reported.get(1));
        rig.server().head(401, Rig.headers()).end();
        assertThat(rig.failed(Failure.HttpError.class).response().status()).isEqualTo(401);
    }

    @Test
    void its_failure_before_anything_was_sent_does_not_forbid_to_send_a_post() {
        rig.subscribe(Rig.post()
                .customizer((original, attempt, id, failure) -> attempt == 1
                        ? CompletableFuture.failedFuture(new ConnectException("token service"))
                        : CompletableFuture.completedFuture(original)));
        rig.backOff().open();
        assertThat(rig.request().method()).isEqualTo("POST");
    }

    @Test
    void its_failure_after_a_post_was_sent_does_not_allow_to_send_it_again() {
        rig.subscribe(Rig.post()
                        .customizer((original, attempt, id, failure) -> attempt == 2
                                ? CompletableFuture.failedFuture(new ConnectException("token service"))
                                : CompletableFuture.completedFuture(original)))
                .open()
                .send("data: a\n\n")
                .cut();
        rig.time.advance(rig.delay()); // it fails
        rig.time.advance(rig.delay()); // it would send the POST again
        assertThat(rig.failed(Failure.ConnectionFailed.class).phase()).isEqualTo(Phase.BODY);
        assertThat(rig.transport.opened()).isEqualTo(1);
    }

    @Test
    void one_that_never_answers_is_given_up_after_the_time_for_the_response_head() {
        List<CompletableFuture<SseRequest>> answers = new ArrayList<>();
        rig.subscribe(request -> request.customizer(noting(answers)));
        rig.time.advance(ofMinutes(2).minusNanos(1));
        assertThat(rig.session.state()).isEqualTo(new SessionState.Connecting(1));
        rig.time.advance(Duration.ofNanos(1));
        assertThat(rig.retrying(Failure.CustomizerFailed.class).message())
                .contains("120 s")
                .contains("Timeouts.responseHead");
        rig.time.advance(rig.delay());
        answers.get(0).complete(Rig.get().header("X-Answer", "late")); // of no interest any more
        assertThat(rig.transport.opened()).isZero();
        answers.get(1).complete(Rig.get().header("X-Answer", "in time"));
        assertThat(rig.server().header("X-Answer")).isEqualTo("in time");
        rig.open();
    }

    @Test
    void the_stage_is_not_cancelled_because_sessions_may_share_one() {
        List<CompletableFuture<SseRequest>> answers = new ArrayList<>();
        rig.subscribe(request -> request.customizer(noting(answers)));
        rig.time.advance(ofMinutes(2));
        rig.session.close();
        assertThat(answers).hasSize(1).noneMatch(CompletableFuture::isDone);
    }

    @Test
    void the_time_for_the_response_head_begins_anew_when_it_has_answered() {
        List<CompletableFuture<SseRequest>> answers = new ArrayList<>();
        rig.subscribe(request -> request.customizer(noting(answers)));
        rig.time.advance(ofMinutes(1));
        answers.get(0).complete(Rig.get());
        rig.time.advance(ofMinutes(2).minusNanos(1));
        assertThat(rig.session.state()).isEqualTo(new SessionState.Connecting(1));
        rig.time.advance(Duration.ofNanos(1));
        assertThat(rig.retrying(Failure.TimedOut.class).kind()).isEqualTo(Failure.TimedOut.Kind.RESPONSE_HEAD);
    }

    @Test
    void reconnect_while_it_does_not_answer_asks_it_again() {
        List<CompletableFuture<SseRequest>> answers = new ArrayList<>();
        rig.subscribe(request -> request.customizer(noting(answers)));
        rig.session.reconnect();
        assertThat(answers).hasSize(2);
        assertThat(rig.session.state()).isEqualTo(new SessionState.Connecting(2));
        answers.get(0).completeExceptionally(new ConnectException("token service")); // late
        answers.get(1).complete(Rig.get());
        rig.open().send("data: a\n\n");
        assertThat(rig.data()).containsExactly("a");
    }

    @Test
    void close_while_it_does_not_answer_ends_the_session_at_once() {
        List<CompletableFuture<SseRequest>> answers = new ArrayList<>();
        rig.subscribe(request -> request.customizer(noting(answers)));
        rig.session.close();
        rig.ended(SessionState.Closed.Reason.CLOSED);
        answers.get(0).complete(Rig.get());
        assertThat(rig.transport.opened()).isZero();
    }

    private static RequestCustomizer failing(Throwable thrown) {
        return (original, attempt, id, failure) -> CompletableFuture.failedFuture(thrown);
    }

    private static RequestCustomizer later(BiConsumer<SseRequest, CompletableFuture<SseRequest>> answer) {
        return (original, attempt, id, failure) -> {
            var made = new CompletableFuture<SseRequest>();
            answer.accept(original, made);
            return made;
        };
    }

    private static RequestCustomizer noting(List<CompletableFuture<SseRequest>> answers) {
        return (original, attempt, id, failure) -> {
            answers.add(new CompletableFuture<>());
            return answers.get(answers.size() - 1);
        };
    }

    @Test
    void the_total_time_does_not_wait_for_it() {
        rig.subscribe(request -> request.timeouts(request.timeouts().total(Duration.ofSeconds(5)))
                .customizer((original, attempt, id, failure) -> new CompletableFuture<>()));
        rig.time.advance(Duration.ofSeconds(5));
        assertThat(rig.failed(Failure.TimedOut.class).kind()).isEqualTo(Failure.TimedOut.Kind.TOTAL);
    }
}
