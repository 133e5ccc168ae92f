package dev.rivulet.sse.internal.observation;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.internal.jfr.JfrEvents;
import dev.rivulet.sse.internal.mailbox.Timers;
import dev.rivulet.sse.internal.recorder.Tape;
import dev.rivulet.sse.internal.recorder.WireTap;
import dev.rivulet.sse.spi.TransportRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** Those who watch a session. Confined to the session, except for what sees the bytes. */
public final class Observation {
    private final SseRequest request;
    private final List<GuardedObserver> observers;
    private final @Nullable Tape tape; // null unless the flight recorder is on
    private final @Nullable WireTap tap; // that tape and whatever else sees the bytes
    private @Nullable Supplier<? extends SessionMetrics> metrics; // null if observed since later than the start
    private @Nullable CountTimers<?> counting;
    private boolean isInJfr;
    private volatile @Nullable Thread entering; // or leaving
    private long burstBytes;
    private long eventsBefore; // the burst, on the same connection

    Observation(
            SseRequest request,
            List<GuardedObserver> observers,
            boolean isInJfr,
            @Nullable Tape tape,
            @Nullable WireTap wireLog) {
        this.request = request;
        this.observers = observers;
        this.isInJfr = isInJfr;
        this.tape = tape;
        this.tap = tape == null || wireLog == null ? (tape == null ? wireLog : tape) : tape.and(wireLog);
    }

    /** With JFR, if a recording has begun since the session did. Null if nothing watches the session. */
    public static @Nullable Observation current(@Nullable Observation before, SseRequest request) {
        if (!JfrEvents.isRecording() || (before != null && before.isInJfr)) {
            return before;
        }
        Observation now = before == null ? new Observation(request, new ArrayList<>(), false, null, null) : before;
        now.observers.add(new GuardedObserver(JfrEvents.of(request)));
        now.isInJfr = true;
        return now;
    }

    /** What sees the bytes as they come; null for nothing. Any thread. */
    public @Nullable WireTap tap() {
        return tap;
    }

    /** What the flight recorder keeps of the session; null if it is off. Any thread. */
    public @Nullable Tape tape() {
        return tape;
    }

    private void each(Consumer<SessionObserver> call) {
        for (GuardedObserver observer : observers) {
            observer.call(call);
        }
    }

    public void state(SessionState state) {
        if (state instanceof SessionState.Open) {
            eventsBefore = 0; // of another connection
        }
        if (tap != null) {
            tap.state(state);
        }
        each(observer -> observer.state(state));
    }

    public void warning(Failure failure) {
        each(observer -> observer.warning(failure));
    }

    public void head(ResponseHead head) {
        each(observer -> observer.head(head));
    }

    public void firstEvent(Duration sinceStart) {
        each(observer -> observer.firstEvent(sinceStart));
    }

    /** The session begins. */
    public void begin(Timers<?> timers, Supplier<? extends SessionMetrics> counts) {
        metrics = counts;
        counting = new CountTimers<>(timers, counts);
        counting.start(observers);
    }

    /** The session has ended, and nothing more is counted. */
    public void end() {
        if (counting != null) {
            counting.cancel();
        }
        if (metrics != null) {
            SessionMetrics last = metrics.get();
            each(observer -> observer.counted(last));
        }
    }

    /** The request with what the observers add to its headers. */
    public TransportRequest sending(int attempt, TransportRequest sent) {
        Headers headers = sent.headers();
        for (GuardedObserver observer : observers) {
            headers = with(observer, observer.sending(attempt, sent.method(), sent.uri(), headers), headers);
        }
        TransportRequest all = headers.equals(sent.headers())
                ? sent
                : new TransportRequest(
                        sent.method(), sent.uri(), headers, sent.body(), sent.connectTimeout(), sent.headBytes());
        if (tap != null) {
            tap.sending(attempt, all);
        }
        return all;
    }

    private Headers with(GuardedObserver observer, Headers added, Headers headers) {
        Headers all = headers;
        Set<String> names = new HashSet<>();
        for (Map.Entry<String, String> line : added.lines()) {
            try {
                request.header(line.getKey(), line.getValue()); // throws if no header can be like that
                boolean isFirst = names.add(line.getKey().toLowerCase(Locale.ROOT));
                all = isFirst ? replaced(all, line, added) : all.add(line.getKey(), line.getValue());
            } catch (RuntimeException bad) {
                observer.failed(bad);
            }
        }
        return all;
    }

    private static Headers replaced(Headers all, Map.Entry<String, String> line, Headers added) {
        return added.isSecret(line.getKey())
                ? all.setSecret(line.getKey(), line.getValue())
                : all.set(line.getKey(), line.getValue());
    }

    /** What each observer makes current on this thread, in order; closed in the opposite order. Null for nothing. */
    public SessionObserver.@Nullable Scope enter() {
        entering = Thread.currentThread();
        try {
            return entered();
        } finally {
            entering = null;
        }
    }

    private SessionObserver.@Nullable Scope entered() {
        SessionObserver.Scope all = null;
        for (GuardedObserver observer : observers) {
            SessionObserver.Scope one = observer.enter();
            if (one != null) {
                all = nested(observer, one, all);
            }
        }
        return all;
    }

    private SessionObserver.Scope nested(
            GuardedObserver observer, SessionObserver.Scope one, SessionObserver.@Nullable Scope outer) {
        return () -> {
            entering = Thread.currentThread();
            observer.leave(one);
            entering = null;
            if (outer != null) {
                outer.close();
            }
        };
    }

    /** Whether this thread is inside what an observer does to enter or to leave. */
    public boolean isEntering() {
        return entering == Thread.currentThread();
    }

    /** Bytes of a body are handed to the parser. */
    public void read(int bytes) {
        burstBytes += bytes;
    }

    /** The session is watched from the end of a burst on, after so many events of the connection. */
    public void join(long eventsHere) {
        eventsBefore = eventsHere;
        burstBytes = 0;
    }

    /**
     * A burst has been parsed.
     *
     * @param eventsHere of the connection so far
     */
    public void burst(long eventsHere, long nanoTime) {
        long events = eventsHere - eventsBefore;
        eventsBefore = eventsHere;
        for (GuardedObserver observer : observers) {
            observer.burst(events, burstBytes, nanoTime);
        }
        burstBytes = 0;
    }
}
