package dev.rivulet.sse.internal.jfr;

import dev.rivulet.sse.internal.JvmOnly;
import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.StackTrace;
import org.jspecify.annotations.Nullable;

/** What all events of a session have. */
@JvmOnly
@Category("Rivulet")
@StackTrace(false)
abstract class SessionEvent extends Event {
    @Label("Session")
    @Description("Its number in this JVM")
    long session;

    @Label("Name")
    @Description("As SseRequest.name says")
    @Nullable
    String name;

    @Label("URI")
    @Description("Without query and credentials")
    @Nullable
    String uri;
}
