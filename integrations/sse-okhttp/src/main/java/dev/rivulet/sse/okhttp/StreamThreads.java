package dev.rivulet.sse.okhttp;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A daemon thread for each exchange, since OkHttp blocks, and its own dispatcher opens five to a host at most. Virtual ones
 * from JDK 24 on: before that, a virtual thread that waits inside {@code synchronized} keeps its carrier.
 */
final class StreamThreads {
    private static final String NAME = "rivulet-okhttp-";
    private static final double UNPINNED_SINCE = 24;

    private final ThreadFactory factory = areVirtual() ? virtual() : platform();

    void start(Runnable task) {
        factory.newThread(task).start();
    }

    /** By the property: Android, where it is 0.9, has no Runtime.version(). */
    static boolean areVirtual() {
        return Double.parseDouble(System.getProperty("java.specification.version", "0")) >= UNPINNED_SINCE;
    }

    private static ThreadFactory platform() {
        var count = new AtomicLong();
        return task -> {
            var thread = new Thread(null, task, NAME + count.getAndIncrement(), 0, false);
            thread.setDaemon(true);
            return thread;
        };
    }

    /** By reflection, as this is compiled for Java 17. */
    private static ThreadFactory virtual() {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object plain = Thread.class.getMethod("ofVirtual").invoke(null);
            Object named = builder.getMethod("name", String.class, long.class).invoke(plain, NAME, 0L);
            Object made = builder.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(named, false);
            return (ThreadFactory) builder.getMethod("factory").invoke(made);
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("this Java has no virtual threads", e);
        }
    }
}
