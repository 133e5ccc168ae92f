package dev.rivulet.sse.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** A stream is open, for the first time or again. */
@Name("rivulet.Open")
@Label("Stream Opened")
@Description("A stream is open, for the first time or again")
final class OpenEvent extends SessionEvent {
    @Label("Attempt")
    int attempt;

    @Label("Resume Requested")
    boolean resumeRequested;

    @Label("Gap")
    @Timespan(Timespan.MILLISECONDS)
    long gap;
}
