package dev.rivulet.sse.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A session has ended. */
@Name("rivulet.Close")
@Label("Session Closed")
@Description("A session has ended")
final class CloseEvent extends SessionEvent {
    @Label("Reason")
    @Nullable
    String reason;

    @Label("Failure")
    @Nullable
    String failure;

    @Label("Message")
    @Nullable
    String message;

    @Label("Attempts")
    int attempts;

    @Label("Events")
    long events;
}
