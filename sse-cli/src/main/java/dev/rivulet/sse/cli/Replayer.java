package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.ResponseRules;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.policy.Timeouts;
import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Plays the sessions of a recording to sessions of our own. */
final class Replayer implements Transport {
    /** Our sessions connect again when the recorded ones did, and not before. */
    private static final Duration NEVER = Duration.ofDays(1000);

    private final SseClient client = SseClient.builder().transport(this).build();
    private final Map<Integer, ReplayedSession> sessions = new HashMap<>();
    private final SseRequest request;
    private final Consumer<SseEvent> events;
    private final Display display;
    private final int longest;
    private @Nullable ReplayedSession playing;

    /** @param longest the longest piece of a body, in bytes */
    Replayer(SseRequest request, Consumer<SseEvent> events, Display display, int longest) {
        this.request = request;
        this.events = events;
        this.display = display;
        this.longest = longest;
    }

    /** A request whose session does nothing that the recorded one did not do. */
    static SseRequest request() {
        return SseRequest.get("http://recording.invalid/")
                .responseRules(Replayer::judge)
                .retryAfter(head -> Duration.ZERO)
                .allowHttpsToHttpRedirects(true)
                .reconnect(ReconnectPolicy.defaults().maxDelay(NEVER).initialDelay(NEVER))
                .timeouts(Timeouts.defaults().responseHead(Duration.ZERO).idle(Duration.ZERO))
                .delivery(Delivery.inline());
    }

    /** What ended the recorded session must not end ours before the recording is at its end. */
    private static ResponseRules.Verdict judge(ResponseHead head, boolean idSent, boolean wasOpen) {
        var verdict = ResponseRules.standard().judge(head, idSent, wasOpen);
        return switch (verdict) {
            case OPEN, FOLLOW -> verdict;
            case NO_CONTENT, RETRY, FAIL -> ResponseRules.Verdict.RETRY;
        };
    }

    /** Whether the entry begins a session while no other is connected: how long ago the last one was means nothing. */
    boolean isApart(Entry entry) {
        return !sessions.containsKey(entry.session())
                && sessions.values().stream().allMatch(ReplayedSession::isIdle);
    }

    /** @throws OutputLost if an event cannot be printed */
    void play(Entry entry) {
        ReplayedSession session = sessions.computeIfAbsent(
                entry.session(), number -> new ReplayedSession(events, display, longest, this::subscribe));
        playing = session;
        session.play(entry);
        check(session.failure());
    }

    private static void check(@Nullable Failure failure) {
        if (failure instanceof Failure.HandlerFailed handler && handler.cause() instanceof OutputLost lost) {
            throw lost;
        } else if (failure != null) {
            throw CommandFailure.of("cannot replay the rest: " + failure.message(), null);
        }
    }

    private SseSession subscribe(ReplayedSession session, Entry first) {
        return client.subscribe(request.lastEventId(lastEventId(first)), session);
    }

    /** The id that the recorded session began with. */
    private static @Nullable String lastEventId(Entry first) {
        String octets =
                first instanceof Entry.Attempt attempt ? attempt.headers().first("Last-Event-ID") : null;
        return octets == null ? null : new String(octets.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8);
    }

    @Override
    public Exchange open(TransportRequest ours, Receiver to) {
        ReplayedSession session = playing;
        if (session == null) {
            throw new IllegalStateException("no recorded session is being played");
        }
        return session.opened(to);
    }

    @Override
    public Features features() {
        return Features.of("http/1.1", "h2", "h3")
                .add(Feature.OBS_TEXT, Feature.OBS_TEXT_IN_RESPONSES)
                .overrunBytes(Integer.MAX_VALUE);
    }

    @Override
    public void close() {
        sessions.values().forEach(ReplayedSession::close);
        client.close();
    }
}
