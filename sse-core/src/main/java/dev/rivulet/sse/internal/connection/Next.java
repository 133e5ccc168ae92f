package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SessionState.Closed.NotRetried;
import dev.rivulet.sse.SessionState.Closed.Reason;
import dev.rivulet.sse.internal.recovery.Recovery;
import org.jspecify.annotations.Nullable;

/** What the session has to do after an input; null where there is nothing. */
public sealed interface Next {
    /**
     * Enter a state. When the subscriber knows of it, and the session is not closing, the connection continues.
     *
     * @param afterSuccess of a lost connection: whether it counts as a success, after which losses are counted anew
     */
    record Enter(SessionState state, boolean afterSuccess) implements Next {}

    /** End the session. */
    record End(
            Reason reason,
            @Nullable Failure failure,
            @Nullable NotRetried notRetried) implements Next {}

    /** Let the {@link ConnectionLoop} decide what follows: the connection is lost. */
    record Lost(Recovery.Loss loss) implements Next {}

    /** The connection is lost for this failure. */
    static Next lost(Failure failure) {
        return new Lost(Recovery.Loss.of(failure));
    }

    /** End the session, for this failure. */
    static Next failed(Failure failure) {
        return new End(Reason.FAILED, failure, null);
    }

    /** End the session, because no attempt follows. */
    static Next ended(Recovery.Decision.End decision) {
        return new End(decision.reason(), decision.failure(), decision.notRetried());
    }

    /** End the session normally. */
    static Next ended(Reason reason) {
        return new End(reason, null, null);
    }
}
