package dev.rivulet.sse.cli;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSession;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Delivery;
import java.io.UncheckedIOException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.ExitCode;

/** Runs a session on the command's thread, until it has ended or the user stops it. */
record StreamRun(SseClient client, SseRequest request, Tail tail, Report report, Display display) {
    /**
     * Runs.
     *
     * @param subscriber what the session reports to: the tail, or what passes everything on to it
     * @return the command's exit code
     */
    int until(SseSubscriber<SseEvent> subscriber) {
        var thread = new CommandThread(display);
        SseSession session = client.subscribe(request.delivery(Delivery.on(thread)), subscriber);
        tail.follows(session);
        try (var interrupt = new Interrupt(session::close)) {
            thread.runUntil(session.closed());
            if (interrupt.happened()) {
                report.interrupted(tail.events(), session.lastEventId());
                return Interrupt.EXIT_CODE;
            }
            return end(tail.ending());
        } finally {
            session.close();
        }
    }

    private int end(@Nullable Ending ending) {
        if (ending == null) {
            return ExitCode.OK;
        }
        if (ending.failure() instanceof Failure.HandlerFailed handler && handler.cause() instanceof OutputLost lost) {
            throw lost;
        }
        if (ending.failure() instanceof Failure.HandlerFailed handler
                && handler.cause() instanceof UncheckedIOException unsaved) {
            throw CommandFailure.of(String.valueOf(unsaved.getMessage()), unsaved);
        }
        report.failure(ending);
        return ExitCode.SOFTWARE;
    }
}
