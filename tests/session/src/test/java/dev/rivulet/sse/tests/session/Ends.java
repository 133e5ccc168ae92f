package dev.rivulet.sse.tests.session;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import java.util.Objects;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** How a session ended, however far it had come. */
final class Ends {
    private Ends() {}

    static Predicate<SessionState> normally(SessionState.Closed.Reason reason) {
        return with(reason, null);
    }

    static Predicate<SessionState> with(SessionState.Closed.Reason reason, @Nullable Failure failure) {
        return state -> state instanceof SessionState.Closed closed
                && closed.reason() == reason
                && Objects.equals(closed.failure(), failure);
    }
}
