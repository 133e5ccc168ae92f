package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.BackingOff;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import java.util.stream.Stream;

/** What a session brings. It ends when an event of the type "end" comes, and after three minutes in any case. */
final class Seen {
    private static final Duration MOST = Duration.ofMinutes(3);

    /** The opening of a connection: the id that was sent, and the one of the last event delivered before. */
    record Resumption(String idSent, String idBefore) {}

    private final List<SseEvent> events = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final List<SessionState> states = new ArrayList<>();
    private final List<Resumption> resumptions = new ArrayList<>();
    private final SseSession session;

    private Seen(SseClient client, SseRequest request) {
        session = client.subscribe(
                request.endRule(view -> view.type().equals("end") ? EndRule.Verdict.END : EndRule.Verdict.CONTINUE)
                        .timeouts(request.timeouts().total(MOST)),
                new Recorder());
    }

    /** Begins to follow a stream. */
    static Seen start(SseClient client, SseRequest request) {
        return new Seen(client, request);
    }

    /** Follows a stream to its end. */
    static Seen all(SseClient client, SseRequest request) throws Exception {
        Seen seen = start(client, request);
        seen.awaitEnd();
        return seen;
    }

    /** Waits until it has ended; what was seen may be read from then on. */
    SessionState.Closed awaitEnd() throws Exception {
        return session.closed().toCompletableFuture().get(2 * MOST.toSeconds(), TimeUnit.SECONDS);
    }

    /** Waits for so many events. */
    Seen awaitEvents(int count) throws InterruptedException {
        await(() -> events.size() >= count, "event " + count);
        return this;
    }

    /** Waits until it comes to such a state, unless it has been in one already, and gives the first. */
    synchronized <T extends SessionState> T awaitState(Class<T> type) throws InterruptedException {
        await(() -> states(type).findAny().isPresent(), "state " + type.getSimpleName());
        return states(type).findFirst().orElseThrow();
    }

    private synchronized void await(BooleanSupplier condition, String what) throws InterruptedException {
        long deadline = System.nanoTime() + MOST.toNanos();
        while (!condition.getAsBoolean()) {
            long millis = (deadline - System.nanoTime()) / 1_000_000;
            if (millis <= 0) {
                throw new AssertionError("no " + what + ", but " + events + " and " + states);
            }
            wait(millis);
        }
    }

    private synchronized void happens(Runnable what) {
        what.run();
        notifyAll();
    }

    List<SseEvent> events() {
        return events;
    }

    List<String> comments() {
        return comments;
    }

    /** The openings that a server was asked to resume at. */
    List<Resumption> resumptions() {
        return resumptions;
    }

    /** Why connections were lost or refused. */
    List<Failure> failures() {
        return states(BackingOff.class).map(BackingOff::failure).toList();
    }

    synchronized <T extends SessionState> Stream<T> states(Class<T> type) {
        return List.copyOf(states).stream().filter(type::isInstance).map(type::cast);
    }

    private final class Recorder implements SseSubscriber<SseEvent> {
        @Override
        public void onEvent(SseEvent event) {
            happens(() -> events.add(event));
        }

        @Override
        public void onComment(String comment) {
            comments.add(comment);
        }

        @Override
        public void onState(SessionState state) {
            happens(() -> states.add(state));
            if (state instanceof SessionState.Open open && open.lastEventIdSent() != null && !events.isEmpty()) {
                resumptions.add(new Resumption(
                        open.lastEventIdSent(), events.get(events.size() - 1).id()));
            }
        }
    }
}
