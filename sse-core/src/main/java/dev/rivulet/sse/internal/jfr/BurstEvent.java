package dev.rivulet.sse.internal.jfr;

import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Label;
import jdk.jfr.Name;

/** What one read of the connection brought. Off unless a recording asks for it. */
@Name("rivulet.Burst")
@Label("Burst")
@Description("What one read of the connection brought. Off unless a recording asks for it")
@Enabled(false)
final class BurstEvent extends SessionEvent {
    @Label("Events")
    long events;

    @Label("Bytes")
    @DataAmount
    long bytes;
}
