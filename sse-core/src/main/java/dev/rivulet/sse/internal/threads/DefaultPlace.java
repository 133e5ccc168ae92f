package dev.rivulet.sse.internal.threads;

/** The default threads of delivery. */
final class DefaultPlace implements Place {
    @Override
    public void run(Runnable drain) {
        DeliveryThreads.execute(drain);
    }

    @Override
    public void runAgain(Runnable drain) {
        DeliveryThreads.executeAfterOthers(drain);
    }

    /** Platform threads are preempted by the operating system. */
    @Override
    public boolean hasQuantum() {
        return DeliveryThreads.areVirtual();
    }
}
