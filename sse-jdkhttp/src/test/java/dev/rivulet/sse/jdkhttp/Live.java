package dev.rivulet.sse.jdkhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.TransportConfig;
import dev.rivulet.sse.testkit.Response;
import dev.rivulet.sse.testkit.ScriptedServer;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;

/** A server, a client on this transport, and what a session of it brings. Reconnections wait for nothing. */
final class Live implements AutoCloseable, SseSubscriber<SseEvent> {
    final ScriptedServer server;
    final SseClient client;
    final List<String> data = new CopyOnWriteArrayList<>();
    final List<SessionState> states = new CopyOnWriteArrayList<>();
    final List<Failure> warnings = new CopyOnWriteArrayList<>();
    private final JdkHttpTransport transport;
    SseSession session;

    Live(Response... script) {
        this(JdkHttpTransport.create(TransportConfig.defaults()), script);
    }

    Live(JdkHttpTransport transport, Response... script) {
        this.transport = transport;
        server = ScriptedServer.start().respond(script);
        client = SseClient.builder().transport(transport).build();
    }

    SseRequest get() {
        return SseRequest.get(server.uri("/events")).reconnect(atOnce());
    }

    SseRequest post() {
        return SseRequest.post(server.uri("/ask"), "{\"q\":1}").reconnect(atOnce());
    }

    static ReconnectPolicy atOnce() {
        return ReconnectPolicy.defaults().withBase(Duration.ZERO);
    }

    Live subscribe(SseRequest request) {
        session = client.subscribe(request, this);
        return this;
    }

    void awaitData(String... expected) {
        await().untilAsserted(() -> assertThat(data).containsExactly(expected));
    }

    /** The failures that were retried so far. */
    List<Failure> losses() {
        return states.stream()
                .filter(SessionState.BackingOff.class::isInstance)
                .map(state -> ((SessionState.BackingOff) state).failure())
                .toList();
    }

    <F extends Failure> F awaitLoss(Class<F> kind) {
        await().until(() -> !losses().isEmpty());
        assertThat(losses().get(0)).isInstanceOf(kind);
        return kind.cast(losses().get(0));
    }

    SessionState.Closed awaitClosed() throws Exception {
        return session.closed().toCompletableFuture().get(10, TimeUnit.SECONDS);
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

    @Override
    public void close() {
        client.close();
        transport.close();
        server.close();
    }
}
