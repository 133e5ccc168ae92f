package dev.rivulet.sse.internal.connection;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.RequestCustomizer;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.mailbox.Input;
import dev.rivulet.sse.internal.mailbox.Timer;
import dev.rivulet.sse.internal.mailbox.Timers;
import dev.rivulet.sse.internal.threads.BlockingCall;
import java.time.Duration;
import java.util.concurrent.CompletionException;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The request of an attempt while a customizer makes it. Confined to the session. */
final class PendingRequest {
    private static final int NONE = 0;

    /** Takes what the customizer answers, in the session. */
    interface Owner {
        @Nullable
        Next customized(SseRequest made);

        @Nullable
        Next notCustomized(Failure failure);
    }

    private final SseRequest original;
    private final RequestCustomizer customizer;
    private final Timers<Next> timers;
    private final Consumer<Input<Next>> enqueue;
    private final Owner owner;
    private @Nullable Timer<Next> timeout;
    private int attempt = NONE; // that waits for its request
    private @Nullable BlockingCall call; // of this attempt alone

    PendingRequest(
            SseRequest original,
            RequestCustomizer customizer,
            Timers<Next> timers,
            Consumer<Input<Next>> enqueue,
            Owner owner) {
        this.original = original;
        this.customizer = customizer;
        this.timers = timers;
        this.enqueue = enqueue;
        this.owner = owner;
    }

    boolean isPending() {
        return attempt != NONE;
    }

    /** Asks for the request of an attempt. Answers for earlier attempts are ignored from now on. */
    void ask(int forAttempt, String lastEventId, @Nullable Failure lastFailure) {
        attempt = forAttempt;
        timers.cancel(timeout);
        timeout = timers.start(original.timeouts().responseHead(), this::expired);
        try {
            CompletionStage<SseRequest> stage = customizer.customize(original, forAttempt, lastEventId, lastFailure);
            if (stage == null) {
                throw new NullPointerException("the customizer returned no stage");
            }
            call = stage instanceof BlockingCall blocking ? blocking : null;
            stage.whenComplete((made, thrown) -> answer(forAttempt, made, thrown));
        } catch (Throwable thrown) { // languages without checked exceptions throw any
            answer(forAttempt, null, thrown);
        }
    }

    private @Nullable Next expired() {
        Duration time = original.timeouts().responseHead();
        answer(attempt, null, new TimeoutException("no request within Timeouts.responseHead = " + inWords(time)));
        return null;
    }

    private static String inWords(Duration time) {
        return time.toMillisPart() == 0 ? time.toSeconds() + " s" : time.toMillis() + " ms";
    }

    private void answer(int forAttempt, @Nullable SseRequest made, @Nullable Throwable thrown) {
        enqueue.accept(() -> take(forAttempt, made, thrown));
    }

    /** Only the first answer for the attempt that waits counts. */
    private @Nullable Next take(int forAttempt, @Nullable SseRequest made, @Nullable Throwable thrown) {
        if (!isPending() || forAttempt != attempt) {
            return null;
        }
        cancel();
        return made == null ? owner.notCustomized(failure(thrown)) : owner.customized(made);
    }

    /** A stage that the application made is left alone: several sessions may share it. */
    void cancel() {
        attempt = NONE;
        BlockingCall begun = call;
        if (begun != null) {
            call = null;
            begun.giveUp();
        }
        timeout = timers.cancel(timeout);
    }

    private static Failure failure(@Nullable Throwable answered) {
        Throwable thrown = unwrapped(answered);
        Failure inside = thrown instanceof SseException known ? known.failure() : null;
        return inside instanceof Failure.CustomizerFailed itself
                ? itself
                : new Failure.CustomizerFailed(thrown, inside == null || inside.retryable());
    }

    private static Throwable unwrapped(@Nullable Throwable thrown) {
        if (thrown == null) {
            return new NullPointerException("the customizer made no request");
        }
        Throwable inside = thrown.getCause();
        return thrown instanceof CompletionException && inside != null ? inside : thrown;
    }
}
