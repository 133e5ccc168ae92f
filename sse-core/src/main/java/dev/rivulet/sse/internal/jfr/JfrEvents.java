package dev.rivulet.sse.internal.jfr;

import dev.rivulet.sse.SessionObserver;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.JdkModule;
import dev.rivulet.sse.internal.JvmOnly;
import java.util.concurrent.atomic.AtomicLong;
import jdk.jfr.FlightRecorder;

/** Whether Java Flight Recorder records, and who writes a session's events into its recordings. */
public final class JfrEvents {
    private static final boolean PRESENT = JdkModule.isPresent("jdk.jfr");
    private static final AtomicLong SESSIONS = new AtomicLong();

    private JfrEvents() {}

    /** Whether a recording was started in this JVM, now or earlier. Costs next to nothing. */
    @JvmOnly
    public static boolean isRecording() {
        return PRESENT && FlightRecorder.isInitialized();
    }

    /** The events of a session. Only where {@link #isRecording()}. */
    public static SessionObserver of(SseRequest request) {
        return new SessionEvents(SESSIONS.incrementAndGet(), request);
    }
}
