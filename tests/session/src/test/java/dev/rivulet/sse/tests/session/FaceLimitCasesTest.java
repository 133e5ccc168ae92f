package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.testkit.FakeTransport;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Flow;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** That one limit holds on every face, to the byte: one face of another client had one of its own. */
@Timeout(600)
class FaceLimitCasesTest {
    private static final int LIMIT = 300_000;
    private static final SseRequest REQUEST =
            SseRequest.get(Rig.STREAM).limits(Limits.defaults().eventBytes(LIMIT));
    private static final Failure TOO_LONG = new Failure.LimitExceeded("Limits.eventBytes", LIMIT);

    private final FakeTransport transport = new FakeTransport()
            .answering(server -> server.open()
                    .bytes("data: " + "x".repeat(LIMIT) + "\n\n")
                    .bytes("data: " + "x".repeat(LIMIT + 1) + "\n\n"));
    private final SseClient client = SseClient.builder().transport(transport).build();

    @AfterEach
    void close() {
        client.close();
    }

    @Test
    void the_limit_of_the_callback_face_is_the_limit() throws Exception {
        var first = new CompletableFuture<SseEvent>();
        var session = client.subscribe(REQUEST, first::complete);
        assertThat(first.get(60, TimeUnit.SECONDS).data()).hasSize(LIMIT);
        assertThat(session.closed().toCompletableFuture().get(60, TimeUnit.SECONDS))
                .matches(Ends.with(SessionState.Closed.Reason.FAILED, TOO_LONG));
    }

    @Test
    void the_limit_of_the_blocking_face_is_the_limit() {
        try (var stream = client.stream(REQUEST)) {
            assertThat(stream.next().data()).hasSize(LIMIT);
            SseException thrown = catchThrowableOfType(SseException.class, stream::next);
            assertThat(thrown.failure()).isEqualTo(TOO_LONG);
        }
    }

    @Test
    void the_limit_of_the_reactive_face_is_the_limit() throws Exception {
        var last = new Last();
        client.publisher(REQUEST).subscribe(last);
        Throwable thrown = last.error.get(60, TimeUnit.SECONDS);
        assertThat(last.event.data()).hasSize(LIMIT);
        assertThat(((SseException) thrown).failure()).isEqualTo(TOO_LONG);
    }

    private static final class Last implements Flow.Subscriber<SseEvent> {
        final CompletableFuture<Throwable> error = new CompletableFuture<>();
        volatile SseEvent event;

        @Override
        public void onSubscribe(Flow.Subscription subscription) {
            subscription.request(Long.MAX_VALUE);
        }

        @Override
        public void onNext(SseEvent next) {
            event = next;
        }

        @Override
        public void onError(Throwable thrown) {
            error.complete(thrown);
        }

        @Override
        public void onComplete() {
            error.cancel(false);
        }
    }
}
