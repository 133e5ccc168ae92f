package dev.rivulet.sse.internal.jfr;

import jdk.jfr.Description;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.Timespan;

/** The wait before the next attempt. */
@Name("rivulet.BackOff")
@Label("Back-off")
@Description("The wait before the next attempt")
final class BackOffEvent extends SessionEvent {
    @Label("Next Attempt")
    int nextAttempt;

    @Label("Delay")
    @Timespan(Timespan.MILLISECONDS)
    long delay;
}
