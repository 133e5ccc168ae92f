package dev.rivulet.sse.testkit.simulation;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Scheduler;
import java.util.function.UnaryOperator;

/** Faults put between the session and what surrounds it: how the simulation itself is tested. */
record Interference(
        UnaryOperator<Receiver> receiver,
        UnaryOperator<Scheduler> scheduler,
        UnaryOperator<SseSubscriber<SseEvent>> subscriber) {

    static final Interference NONE =
            new Interference(UnaryOperator.identity(), UnaryOperator.identity(), UnaryOperator.identity());

    Interference withReceiver(UnaryOperator<Receiver> change) {
        return new Interference(change, scheduler, subscriber);
    }

    Interference withScheduler(UnaryOperator<Scheduler> change) {
        return new Interference(receiver, change, subscriber);
    }

    Interference withSubscriber(UnaryOperator<SseSubscriber<SseEvent>> change) {
        return new Interference(receiver, scheduler, change);
    }
}
