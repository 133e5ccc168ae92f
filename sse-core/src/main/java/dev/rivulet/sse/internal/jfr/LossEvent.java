package dev.rivulet.sse.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A stream was lost, or could not be opened, and is tried again. */
@Name("rivulet.Loss")
@Label("Stream Lost")
@Description("A stream was lost, or could not be opened, and is tried again")
final class LossEvent extends SessionEvent {
    @Label("Attempt")
    int attempt;

    @Label("Failure")
    @Nullable
    String failure;

    @Label("Message")
    @Nullable
    String message;

    @Label("Events on Connection")
    long events;
}
