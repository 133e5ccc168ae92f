package dev.rivulet.sse.internal;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;

/** The default threads of delivery: a virtual one for each drain from JDK 21 on, else cached daemon threads. */
final class DeliveryThreads {
    static final Executor SHARED = make();

    private DeliveryThreads() {}

    private static Executor make() {
        try {
            return (ExecutorService) MethodHandles.publicLookup()
                    .findStatic(
                            Executors.class,
                            "newVirtualThreadPerTaskExecutor",
                            MethodType.methodType(ExecutorService.class))
                    .invokeExact();
        } catch (Throwable before21) {
            AtomicInteger count = new AtomicInteger();
            return Executors.newCachedThreadPool(task -> {
                Thread thread = new Thread(task, "rivulet-delivery-" + count.incrementAndGet());
                thread.setDaemon(true);
                return thread;
            });
        }
    }
}
