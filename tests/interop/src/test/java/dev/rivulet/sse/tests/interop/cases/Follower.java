package dev.rivulet.sse.tests.interop.cases;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/** A session, and what it brings. */
final class Follower implements SseSubscriber<SseEvent> {
    private static final Duration MOST = Duration.ofMinutes(4);

    final List<String> data = new CopyOnWriteArrayList<>();
    final List<SessionState> states = new CopyOnWriteArrayList<>();
    final List<Failure> warnings = new CopyOnWriteArrayList<>();
    final SseSession session;

    private Follower(SseClient client, SseRequest request) {
        session = client.subscribe(request, this);
    }

    static Follower of(SseClient client, SseRequest request) {
        return new Follower(client, request);
    }

    /** Waits for four minutes at most. */
    static ConditionFactory await() {
        return Awaitility.await().atMost(MOST).pollDelay(Duration.ZERO).pollInterval(Duration.ofMillis(5));
    }

    void awaitData(String... expected) {
        await().untilAsserted(() -> assertThat(data).containsExactly(expected));
    }

    <S extends SessionState> Stream<S> states(Class<S> kind) {
        return states.stream().filter(kind::isInstance).map(kind::cast);
    }

    /** The failures that were retried so far. */
    List<Failure> losses() {
        return states(SessionState.BackingOff.class)
                .map(SessionState.BackingOff::failure)
                .toList();
    }

    /** Waits for the first of them. */
    <F extends Failure> F awaitLoss(Class<F> kind) {
        awaitLosses(1);
        assertThat(losses().get(0)).isInstanceOf(kind);
        return kind.cast(losses().get(0));
    }

    void awaitLosses(int count) {
        await().until(() -> losses().size() >= count);
    }

    SessionState.Closed awaitClosed() throws Exception {
        return session.closed().toCompletableFuture().get(MOST.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits for the end, which this failure brings. */
    <F extends Failure> F awaitFailed(Class<F> kind) throws Exception {
        Failure failure = awaitClosed().failure();
        assertThat(failure).isInstanceOf(kind);
        return kind.cast(failure);
    }

    @Override
    public void onEvent(SseEvent event) {
        data.add(event.data());
    }

    @Override
    public void onState(SessionState state) {
        states.add(state);
    }

    @Override
    public void onWarning(Failure failure) {
        warnings.add(failure);
    }
}
