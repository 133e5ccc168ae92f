package dev.rivulet.sse.tests.interop.cuts;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Batching;
import dev.rivulet.sse.policy.Delivery;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.AtomicBoolean;

/** A session that checks what it is called with: each event once, none missing, in order, and nothing after the end. */
final class Watch implements SseSubscriber<SseEvent> {
    private final int stream;
    private final Findings findings;
    private final AtomicBoolean inside = new AtomicBoolean();
    private volatile SseSession session; // null until it has been started
    private volatile long last;
    private long lastAtOpening;
    private long duplicatesAtOpening;
    private boolean goneBack; // the last Last-Event-ID was that of an earlier event
    private volatile boolean over;

    private Watch(int stream, Findings findings) {
        this.stream = stream;
        this.findings = findings;
    }

    static Watch of(int stream, Findings findings) {
        return new Watch(stream, findings);
    }

    SseSession start(SseClient client, SseRequest request) {
        session = subscribed(client, request);
        return session;
    }

    /** Every fourth session takes its events on the transport's thread, and every fourth in batches. */
    private SseSession subscribed(SseClient client, SseRequest request) {
        return switch (stream % 4) {
            case 0 -> client.subscribe(request.delivery(Delivery.inline()), this);
            case 1 -> client.subscribe(request, Batching.of(10, Duration.ofMillis(200)), new Batches(this));
            default -> client.subscribe(request, this);
        };
    }

    /** The number of the last event, and of all so far. */
    long last() {
        return last;
    }

    @Override
    public void onEvent(SseEvent event) {
        exclusively(() -> check(event));
    }

    @Override
    public void onState(SessionState state) {
        exclusively(() -> check(state));
    }

    @Override
    public void onWarning(Failure failure) {
        wrong("a warning: " + failure.message());
    }

    private void exclusively(Runnable check) {
        if (!inside.compareAndSet(false, true)) {
            wrong("two calls at a time");
        }
        if (over) {
            wrong("a call after the end");
        }
        check.run();
        inside.set(false);
    }

    private void check(SseEvent event) {
        var expected = new Tick(stream, last + 1);
        if (!event.id().equals(Long.toString(expected.number()))) {
            wrong("event " + event.id() + " after " + last);
        } else if (!event.type().equals(expected.type()) || !event.data().equals(expected.data())) {
            wrong("event " + event.id() + " is damaged: " + event);
        }
        last = Long.parseLong(event.id());
    }

    private void check(SessionState state) {
        if (state instanceof SessionState.Open open) {
            opened(open.lastEventIdSent() == null ? 0 : Long.parseLong(open.lastEventIdSent()));
        } else if (state instanceof SessionState.Closed closed) {
            over = true;
            if (closed.reason() != SessionState.Closed.Reason.CLOSED) {
                wrong("ended: " + closed);
            }
        }
    }

    /** Last-Event-ID is that of the last event received: an earlier one only where a replay was cut before its end. */
    private void opened(long lastEventId) {
        SseSession current = session;
        long duplicates = current == null ? 0 : current.metrics().duplicates();
        boolean isReplayCut = last == lastAtOpening && duplicates > duplicatesAtOpening;
        if (lastEventId > last || (lastEventId < last && !isReplayCut && !(goneBack && last == lastAtOpening))) {
            wrong("resumed after " + lastEventId + " instead of " + last);
        }
        goneBack = lastEventId < last;
        lastAtOpening = last;
        duplicatesAtOpening = duplicates;
    }

    private void wrong(String what) {
        findings.add("stream " + stream + ": " + what);
    }

    /** The same for a session in batches. */
    private record Batches(Watch watch) implements SseSubscriber<List<SseEvent>> {
        @Override
        public void onEvent(List<SseEvent> events) {
            events.forEach(watch::onEvent);
        }

        @Override
        public void onState(SessionState state) {
            watch.onState(state);
        }

        @Override
        public void onWarning(Failure failure) {
            watch.onWarning(failure);
        }
    }
}
