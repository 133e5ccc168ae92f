package dev.rivulet.sse.tests.simulation;

import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Scheduler;
import java.util.function.Function;
import java.util.function.UnaryOperator;

/**
 * Faults put between the session and what surrounds it: how the simulation itself is tested.
 *
 * @param rule the rule for duplicates that the oracle expects
 */
record Interference(
        UnaryOperator<Receiver> receiver,
        UnaryOperator<Scheduler> scheduler,
        UnaryOperator<SseSubscriber<SseEvent>> subscriber,
        UnaryOperator<SseRequest> request,
        Function<Dedup, Rule> rule) {

    static final Interference NONE = new Interference(
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            UnaryOperator.identity(),
            Memory::new);

    Interference withReceiver(UnaryOperator<Receiver> change) {
        return new Interference(change, scheduler, subscriber, request, rule);
    }

    Interference withScheduler(UnaryOperator<Scheduler> change) {
        return new Interference(receiver, change, subscriber, request, rule);
    }

    Interference withSubscriber(UnaryOperator<SseSubscriber<SseEvent>> change) {
        return new Interference(receiver, scheduler, change, request, rule);
    }

    Interference withRequest(UnaryOperator<SseRequest> change) {
        return new Interference(receiver, scheduler, subscriber, change, rule);
    }

    Interference withRule(Function<Dedup, Rule> expected) {
        return new Interference(receiver, scheduler, subscriber, request, expected);
    }
}
