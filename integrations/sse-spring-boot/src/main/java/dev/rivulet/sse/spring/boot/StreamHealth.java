package dev.rivulet.sse.spring.boot;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.spring.ListenedStream;
import dev.rivulet.sse.spring.SseStreams;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * How an application's streams are, for the health contributor of each starter. A stream that is being opened or reconnected
 * is up until that has taken too long; one that has failed is down.
 */
public final class StreamHealth {
    /** Of more streams only those that are not open are shown, up to this number. */
    private static final int SHOWN = 50;

    private final SseStreams streams;
    private final Duration downAfter;

    StreamHealth(SseStreams streams, Duration downAfter) {
        this.streams = streams;
        this.downAfter = downAfter;
    }

    /**
     * The health of all streams at one time.
     *
     * @param isUp whether no stream has failed or has been lost for too long
     * @param details by the listener's id, and counts
     */
    public record Report(boolean isUp, Map<String, Object> details) {}

    /** Looks at each stream once. From any thread; does not block. */
    public Report report() {
        Map<String, Object> details = new LinkedHashMap<>();
        var all = streams.list();
        int open = 0;
        int down = 0;
        details.put("listeners", all.size());
        details.put("open", open);
        details.put("down", down);
        for (ListenedStream each : all) {
            boolean isOpen = each.state() instanceof SessionState.Open;
            boolean isDown = isDown(each);
            open += isOpen ? 1 : 0;
            down += isDown ? 1 : 0;
            if (details.size() < SHOWN + 3 && (!isOpen || all.size() <= SHOWN)) {
                details.put(each.id(), describe(each, isDown));
            }
        }
        details.put("open", open);
        details.put("down", down);
        return new Report(down == 0, details);
    }

    private boolean isDown(ListenedStream stream) {
        if (stream.state() instanceof SessionState.Closed closed) {
            return closed.failure() != null;
        }
        Duration notOpenFor = stream.notOpenFor();
        return notOpenFor != null && notOpenFor.compareTo(downAfter) > 0;
    }

    private static Map<String, Object> describe(ListenedStream stream, boolean isDown) {
        Map<String, Object> details = new LinkedHashMap<>();
        SessionState state = stream.state();
        details.put("stream", stream.stream());
        details.put("state", state(stream, state));
        details.put("status", isDown ? "DOWN" : "UP");
        Duration notOpenFor = stream.notOpenFor();
        if (notOpenFor != null) {
            details.put("notOpenFor", notOpenFor.toSeconds() + "s");
        }
        if (state instanceof SessionState.BackingOff lost) {
            details.put("failure", lost.failure().message());
            details.put("nextAttempt", lost.nextAttempt());
        } else if (state instanceof SessionState.Closed closed && closed.failure() != null) {
            details.put("failure", closed.message());
        }
        return details;
    }

    private static String state(ListenedStream stream, @Nullable SessionState state) {
        if (state instanceof SessionState.Open) {
            return "open";
        }
        if (state instanceof SessionState.Closed closed) {
            return switch (closed.reason()) {
                case FAILED -> "failed";
                case CLOSED -> "stopped";
                default -> "ended";
            };
        }
        if (state instanceof SessionState.BackingOff) {
            return "reconnecting";
        }
        return stream.isRunning() ? "connecting" : "not started";
    }
}
