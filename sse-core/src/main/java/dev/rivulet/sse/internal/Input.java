package dev.rivulet.sse.internal;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/** What can happen to a session. */
sealed interface Input {
    /** What an exchange brought; of no interest once another attempt is under way. */
    sealed interface OfExchange extends Input {
        Attempt attempt();
    }

    record Head(Attempt attempt, ResponseHead head) implements OfExchange {}

    /** A pooled array with the next bytes of the body at [from, to); who takes the input owns it. */
    record Bytes(Attempt attempt, byte[] array, int from, int to) implements OfExchange {}

    record BurstEnd(Attempt attempt) implements OfExchange {}

    record End(Attempt attempt) implements OfExchange {}

    record Failed(Attempt attempt, Phase phase, Throwable cause) implements OfExchange {}

    /** The session gave the exchange up, behind what had been received until then. */
    record Lost(Attempt attempt, Failure failure) implements OfExchange {}

    /** A time-out has come; whether it was met says what was received before. */
    record Due(Attempt attempt, Failure.TimedOut.Kind kind) implements OfExchange {}

    /** The user asked for another connection, behind what had been received until then. */
    record Renewed(Attempt attempt) implements OfExchange {}

    record Start() implements Input {}

    record Reconnect() implements Input {}

    /** An event has been acknowledged. */
    record Acknowledged() implements Input {}

    record Close() implements Input {}

    /** The machine was suspended for so long. */
    record Suspended(Duration time) implements Input {}

    record Fired(Timer timer, int armed) implements Input {}

    /** The customizer has answered. */
    record Customized(
            int attempt,
            @Nullable SseRequest request,
            @Nullable Throwable failure) implements Input {}
}
