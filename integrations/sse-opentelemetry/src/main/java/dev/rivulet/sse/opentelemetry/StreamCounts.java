package dev.rivulet.sse.opentelemetry;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionMetrics;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseRequest;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.metrics.LongCounter;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What is counted of one session's streams. Confined to the session. */
final class StreamCounts implements SessionObserver {
    /** Half of the time between two exports as the SDK sets it: each wakes the session, an idle one too. */
    private static final Duration INTERVAL = Duration.ofSeconds(30);

    private final Instruments instruments;
    private final Attributes attributes;
    private boolean isOpen;
    private long events; // added so far
    private long duplicates;
    private long received;

    StreamCounts(Instruments instruments, SseRequest request) {
        this.instruments = instruments;
        this.attributes = Attribute.of(request);
    }

    @Override
    public void state(SessionState state) {
        boolean opens = state instanceof SessionState.Open;
        if (opens != isOpen) {
            isOpen = opens;
            instruments.openStreams().add(opens ? 1 : -1, attributes);
        }
        Failure failure = failure(state);
        if (failure != null) {
            Attributes lost = attributes.toBuilder()
                    .put(Attribute.ERROR, ErrorType.of(failure).type())
                    .build();
            instruments.losses().add(1, lost);
        }
    }

    private static @Nullable Failure failure(SessionState state) {
        if (state instanceof SessionState.BackingOff backingOff) {
            return backingOff.failure();
        }
        return state instanceof SessionState.Closed closed ? closed.failure() : null;
    }

    @Override
    public Duration interval() {
        return instruments.isCounted() ? INTERVAL : Duration.ZERO;
    }

    @Override
    public void counted(SessionMetrics metrics) {
        add(instruments.events(), metrics.events() - events);
        events = metrics.events();
        add(instruments.duplicates(), metrics.duplicates() - duplicates);
        duplicates = metrics.duplicates();
        add(instruments.received(), metrics.bytes() - received);
        received = metrics.bytes();
    }

    private void add(LongCounter counter, long more) {
        if (more > 0) {
            counter.add(more, attributes);
        }
    }
}
