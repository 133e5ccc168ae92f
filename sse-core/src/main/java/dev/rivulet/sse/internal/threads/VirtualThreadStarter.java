package dev.rivulet.sse.internal.threads;

import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Starts virtual threads from platform threads in turn, so that a task that follows itself leaves others their share.
 *
 * <p>The JVM's scheduler of virtual threads has several queues, and a carrier stays with the one it took from last until
 * that is empty. A virtual thread that yields, or starts its successor, puts it where its own carrier looks next: two of
 * them on two carriers, and no other virtual thread of the JVM runs any more (measured on JDK 25). Each platform thread puts
 * what it starts into a queue of its own, so that no queue stays full, and carriers look at all of them.
 */
final class VirtualThreadStarter {
    private static final int THREADS = 8;
    private static final ThreadPoolExecutor POOL = pool();

    private VirtualThreadStarter() {}

    static void start(Runnable task) {
        try {
            POOL.execute(() -> DeliveryThreads.execute(task));
        } catch (Throwable noThread) {
            DeliveryThreads.execute(task);
        }
    }

    private static ThreadPoolExecutor pool() {
        AtomicInteger count = new AtomicInteger();
        var made = new ThreadPoolExecutor(THREADS, THREADS, 10, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), task -> {
            Thread thread = new Thread(task, "rivulet-handover-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
        made.allowCoreThreadTimeOut(true);
        return made;
    }
}
