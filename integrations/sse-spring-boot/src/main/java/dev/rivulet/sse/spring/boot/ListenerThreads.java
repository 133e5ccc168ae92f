package dev.rivulet.sse.spring.boot;

import java.util.concurrent.Executor;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.DisposableBean;
import org.springframework.core.env.Environment;

/**
 * The threads that listeners are called on: virtual ones if {@code spring.threads.virtual.enabled} is set and the JVM has
 * them, else a pool that has as many threads as listeners are busy, and keeps an idle one for ten seconds.
 */
final class ListenerThreads implements DisposableBean {
    private final @Nullable ThreadPoolExecutor pool;

    ListenerThreads(Environment environment, @Nullable ClassLoader loader) {
        boolean isVirtual = environment.getProperty("spring.threads.virtual.enabled", Boolean.class, false)
                && Runtime.version().feature() >= 21;
        pool = isVirtual ? null : pool(loader);
    }

    private static ThreadPoolExecutor pool(@Nullable ClassLoader loader) {
        var number = new AtomicInteger();
        return new ThreadPoolExecutor(0, Integer.MAX_VALUE, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
            var thread = new Thread(task, "sse-listener-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setContextClassLoader(loader);
            return thread;
        });
    }

    /** Null where a session's own threads are virtual. */
    @Nullable
    Executor executor() {
        return pool;
    }

    @Override
    public void destroy() {
        if (pool != null) {
            pool.shutdown();
        }
    }
}
