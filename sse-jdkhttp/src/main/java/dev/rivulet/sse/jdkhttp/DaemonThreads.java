package dev.rivulet.sse.jdkhttp;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * A transport's own threads. Unbounded, since the JDK looks up host names on them, which blocks; few, since all else on
 * them is short. No thread while there is nothing to do.
 */
final class DaemonThreads implements Executor {
    private final AtomicInteger count = new AtomicInteger();
    private final ThreadPoolExecutor pool =
            new ThreadPoolExecutor(0, Integer.MAX_VALUE, 5, TimeUnit.SECONDS, new SynchronousQueue<>(), this::daemon);

    @Override
    public void execute(Runnable task) {
        pool.execute(task);
    }

    /** Idle threads go at once; a late task of the JDK still runs. */
    void close() {
        pool.setKeepAliveTime(0, TimeUnit.SECONDS);
    }

    private Thread daemon(Runnable task) {
        var thread = new Thread(task, "rivulet-jdkhttp-" + count.incrementAndGet());
        thread.setDaemon(true);
        return thread;
    }
}
