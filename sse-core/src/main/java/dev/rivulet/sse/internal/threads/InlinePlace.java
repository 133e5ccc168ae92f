package dev.rivulet.sse.internal.threads;

import dev.rivulet.sse.spi.Scheduler;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;

/** The thread that brings the input: the transport's for events, the caller's for what a caller asks for. */
final class InlinePlace implements Place {
    private Executor elsewhere = DeliveryThreads::execute;

    @Override
    public void attach(Scheduler scheduler, BooleanSupplier isWaiting) {
        elsewhere = DeliveryThreads.after(scheduler);
    }

    @Override
    public void run(Runnable drain) {
        drain.run();
    }

    @Override
    public void runElsewhere(Runnable drain) {
        elsewhere.execute(drain);
    }

    @Override
    public boolean isInline() {
        return true;
    }
}
