package dev.rivulet.sse.internal.observation;

import dev.rivulet.sse.ClientObserver;
import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.internal.jfr.JfrEvents;
import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.internal.recorder.ClientRecorder;
import dev.rivulet.sse.internal.recorder.Tape;
import dev.rivulet.sse.internal.recorder.WireLog;
import dev.rivulet.sse.internal.recorder.WireTap;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Those who watch a client's sessions. Immutable. */
public final class ClientObservers {
    private static final CoreLog LOG = CoreLog.INSTANCE;

    private final List<ClientObserver> observers;

    private final @Nullable ClientRecorder recorder;

    /** @param recorder null if the flight recorder is off */
    public ClientObservers(List<ClientObserver> observers, @Nullable ClientRecorder recorder) {
        this.observers = List.copyOf(observers);
        this.recorder = recorder;
    }

    /** The flight recorder; null if it is off. */
    public @Nullable ClientRecorder recorder() {
        return recorder;
    }

    /** The client was built. */
    public void attach(SseClient client) {
        for (ClientObserver observer : observers) {
            try {
                observer.attached(client);
            } catch (Throwable thrown) {
                failed(observer, thrown);
            }
        }
    }

    /** The client is closed. */
    public void close() {
        if (recorder != null) {
            recorder.close();
        }
    }

    /** Those who watch a session from its beginning; null if there is none. On the thread that opens it. */
    public @Nullable Observation observe(SseSession session, SseRequest request) {
        List<GuardedObserver> watching = new ArrayList<>(observers.size() + 1);
        for (ClientObserver observer : observers) {
            GuardedObserver guarded = guarded(observer, session, request);
            if (guarded != null) {
                watching.add(guarded);
            }
        }
        boolean inJfr = JfrEvents.isRecording();
        if (inJfr) {
            watching.add(new GuardedObserver(JfrEvents.of(request)));
        }
        Tape tape = recorder == null ? null : recorder.tape(request);
        WireTap wireLog = WireLog.of(request);
        return watching.isEmpty() && tape == null && wireLog == null
                ? null
                : new Observation(request, watching, inJfr, tape, wireLog);
    }

    private static @Nullable GuardedObserver guarded(ClientObserver observer, SseSession session, SseRequest request) {
        try {
            SessionObserver one = observer.observe(session, request);
            return one == null ? null : new GuardedObserver(one);
        } catch (Throwable thrown) {
            failed(observer, thrown);
            return null;
        }
    }

    private static void failed(ClientObserver observer, Throwable thrown) {
        LOG.log(
                Level.WARNING,
                () -> "an observer failed, which changes no session: "
                        + observer.getClass().getName(),
                thrown);
    }
}
