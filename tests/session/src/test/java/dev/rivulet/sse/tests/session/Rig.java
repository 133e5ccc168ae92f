package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.LastEventIdStore;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.spi.BufferPool;
import dev.rivulet.sse.spi.Scheduler;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.CheckingPool;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;
import dev.rivulet.sse.testkit.VirtualTime;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.extension.AfterEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * A client on a fake transport in virtual time, with delivery inline: everything happens on the test's thread, when the
 * test says so. There is no jitter until the dice are loaded.
 *
 * <p>After each test it closes the session and checks what holds always: all buffers are back, no timer is left, no two
 * exchanges could deliver at once, and nothing was called after the end.
 */
final class Rig implements AfterEachCallback {
    static final URI STREAM = URI.create("https://news.example/stream");

    final VirtualTime time = new VirtualTime();
    final FakeTransport transport = new FakeTransport();
    final CheckingPool pool = new CheckingPool();
    final Dice dice = new Dice();
    final Recorder seen = new Recorder();
    private final OneAtATime watched = new OneAtATime(transport);
    final SseClient client;
    SseSession session;

    Rig() {
        this(builder -> builder);
    }

    /** With further settings of the client. */
    Rig(UnaryOperator<SseClient.Builder> settings) {
        client = settings.apply(SseClient.builder()
                        .transport(watched)
                        .scheduler(time)
                        .random(dice)
                        .bufferPool(pool))
                .build();
    }

    /** With the widest jitter, so that each wait is one that can be seen. */
    static Rig withJitter() {
        var rig = new Rig();
        rig.dice.load(1);
        return rig;
    }

    /** Another client without jitter, for tests that bring a transport, a time or a pool of their own. */
    static SseClient client(Transport transport, Scheduler time, BufferPool pool) {
        return SseClient.builder()
                .transport(transport)
                .scheduler(time)
                .random(new Dice())
                .bufferPool(pool)
                .build();
    }

    /** Events whose ids and data are these numbers. */
    static String events(int from, int to) {
        var text = new StringBuilder();
        for (int i = from; i <= to; i++) {
            text.append("id: " + i + "\ndata: " + i + "\n\n");
        }
        return text.toString();
    }

    /** That the session has committed this id, and the store has it. */
    static void assertCommitted(SseSession session, LastEventIdStore store, String id) {
        assertThat(session.lastEventId()).isEqualTo(id);
        assertThat(store.load() == null ? "" : store.load()).isEqualTo(id);
    }

    // --- the user's side

    static SseRequest get() {
        return SseRequest.get(STREAM).delivery(Delivery.inline());
    }

    static SseRequest post() {
        return SseRequest.post(STREAM, "{}").delivery(Delivery.inline());
    }

    /** A session on {@link #get()}; the server has not answered. */
    Rig subscribe() {
        return subscribe(get());
    }

    Rig subscribe(UnaryOperator<SseRequest> change) {
        return subscribe(change.apply(get()));
    }

    Rig subscribe(SseRequest request) {
        session = client.subscribe(request, seen);
        return this;
    }

    /** The test has several sessions: their exchanges may be open at once. */
    void severalSessions() {
        watched.ignore();
    }

    // --- the server's side

    FakeExchange server() {
        return transport.last();
    }

    Rig open() {
        server().open();
        return this;
    }

    Rig send(String burst) {
        server().bytes(burst);
        return this;
    }

    /** Breaks the connection in the middle of the body. */
    Rig cut() {
        server().failed(Phase.BODY, new IOException("connection reset"));
        return this;
    }

    Rig end() {
        server().end();
        return this;
    }

    /** Waits for exactly the delay that the session has announced; the next attempt must then be under way. */
    Rig backOff() {
        long before = transport.opened();
        time.advance(delay());
        assertThat(transport.opened()).as("attempts after the delay").isEqualTo(before + 1);
        return this;
    }

    /** Cuts, waits, opens. */
    Rig reopen() {
        return cut().backOff().open();
    }

    static Headers headers(String... namesAndValues) {
        Headers headers = Headers.none();
        for (int i = 0; i < namesAndValues.length; i += 2) {
            headers = headers.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        return headers;
    }

    // --- what can be seen

    List<String> data() {
        return seen.events.stream().map(SseEvent::data).toList();
    }

    TransportRequest request() {
        return server().request();
    }

    String sentId() {
        return server().header("Last-Event-ID");
    }

    SessionState.BackingOff backingOff() {
        assertThat(session.state()).isInstanceOf(SessionState.BackingOff.class);
        return (SessionState.BackingOff) session.state();
    }

    /** The failure and progress of a loss, as the recorder writes them. */
    String seenLoss(int number) {
        SessionState.BackingOff lost = seen.states.stream()
                .filter(SessionState.BackingOff.class::isInstance)
                .map(SessionState.BackingOff.class::cast)
                .toList()
                .get(number);
        return lost.failure().message() + " (" + lost.progress() + ")";
    }

    Duration delay() {
        return backingOff().delay();
    }

    SessionState.Open opened() {
        assertThat(session.state()).isInstanceOf(SessionState.Open.class);
        return (SessionState.Open) session.state();
    }

    SessionState.Closed closed() {
        SessionState.Closed closed = session.closed().toCompletableFuture().getNow(null);
        assertThat(closed).as("closed(), in state " + session.state()).isNotNull();
        assertThat(session.state()).isEqualTo(closed);
        return closed;
    }

    /** That the session has ended in a failure of this kind, and stays so. */
    <F extends Failure> F failed(Class<F> kind) {
        SessionState.Closed closed = closed();
        assertThat(closed.failure()).isInstanceOf(kind);
        assertThat(closed.reason()).isEqualTo(SessionState.Closed.Reason.FAILED);
        assertOver();
        return kind.cast(closed.failure());
    }

    /** That the session is retrying after a failure of this kind. */
    <F extends Failure> F retrying(Class<F> kind) {
        assertThat(backingOff().failure()).isInstanceOf(kind);
        return kind.cast(backingOff().failure());
    }

    /** That the session has ended normally, for this reason, and stays so. */
    void ended(SessionState.Closed.Reason reason) {
        assertThat(closed()).matches(Ends.normally(reason));
        assertOver();
    }

    /** That nothing of the session is left: no attempt is made any more, no buffer and no timer held. */
    void assertOver() {
        long before = transport.opened();
        time.advance(Duration.ofDays(1));
        assertThat(transport.opened()).as("attempts after the end").isEqualTo(before);
        if (before > 0) {
            assertThat(server().isOver() || server().isCancelled())
                    .as("the last exchange is released")
                    .isTrue();
        }
        assertThat(time.pending()).as("timers left").isZero();
        pool.assertNothingOutstanding();
    }

    @Override
    public void afterEach(ExtensionContext context) {
        if (session != null) {
            session.close();
            closed();
            assertOver();
        }
        watched.check();
        seen.check();
    }
}
