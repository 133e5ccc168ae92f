package dev.rivulet.sse.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import org.jspecify.annotations.Nullable;

/** A request, from its sending to the head of its response or its failure. */
@Name("rivulet.Attempt")
@Label("Attempt")
@Description("A request, from its sending to the head of its response or its failure")
final class AttemptEvent extends SessionEvent {
    @Label("Attempt")
    int attempt;

    @Label("Method")
    @Nullable
    String method;

    @Label("Status")
    int status;

    @Label("Protocol")
    @Nullable
    String protocol;

    @Label("Failure")
    @Nullable
    String failure;

    @Label("Message")
    @Nullable
    String message;
}
