package dev.rivulet.sse.cli.servers;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Timeouts;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/** What a session brings. It ends when an event of the type "end" comes, and after half a minute in any case. */
final class Seen {
    private static final Duration MOST = Duration.ofSeconds(30);

    /** The opening of a connection: the id that was sent, and the one of the last event delivered before. */
    record Resumption(String idSent, String idBefore) {}

    private final List<SseEvent> events = new ArrayList<>();
    private final List<String> comments = new ArrayList<>();
    private final List<SessionState> states = new ArrayList<>();
    private final List<Resumption> resumptions = new ArrayList<>();
    private final SseSession session;

    private Seen(SseClient client, SseRequest request) {
        session = client.subscribe(
                request.endRule(
                                view -> view.type().equals("end") ? EndRule.Verdict.END : EndRule.Verdict.CONTINUE,
                                false)
                        .timeouts(Timeouts.defaults().withTotal(MOST)),
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

    <T extends SessionState> Stream<T> states(Class<T> type) {
        return states.stream().filter(type::isInstance).map(type::cast);
    }

    private final class Recorder implements SseSubscriber<SseEvent> {
        @Override
        public void onEvent(SseEvent event) {
            events.add(event);
        }

        @Override
        public void onComment(String comment) {
            comments.add(comment);
        }

        @Override
        public void onState(SessionState state) {
            states.add(state);
            if (state instanceof SessionState.Open open && open.lastEventIdSent() != null && !events.isEmpty()) {
                resumptions.add(new Resumption(
                        open.lastEventIdSent(), events.get(events.size() - 1).id()));
            }
        }
    }
}
