package dev.rivulet.sse.internal.threads;

import dev.rivulet.sse.spi.Scheduler;
import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The default threads of delivery: a virtual one for each drain from JDK 21 on, else cached daemon threads. Also the threads
 * for what must not run where it was asked for. Nothing of ours runs on the common pool, which the application may block.
 */
public final class DeliveryThreads {
    private static final long RETRY_NANOS = TimeUnit.MILLISECONDS.toNanos(100);

    private static final @Nullable Executor VIRTUAL = virtualThreads();
    private static final Executor THREADS = VIRTUAL == null ? platformThreads() : VIRTUAL;
    private static final @Nullable MethodHandle IS_VIRTUAL = VIRTUAL == null ? null : isVirtual();

    private DeliveryThreads() {}

    /** Runs a task on a thread of its own. Where no thread can be had now, it is tried again until there is one. */
    public static void execute(Runnable task) {
        try {
            THREADS.execute(task);
        } catch (Throwable noThread) {
            Scheduler.system().schedule(() -> execute(task), RETRY_NANOS);
        }
    }

    /** As {@link #execute}, from a task that has had its share, and takes its turn after those that wait. */
    static void executeAfterOthers(Runnable task) {
        if (VIRTUAL != null) {
            VirtualThreadStarter.start(task);
        } else {
            execute(task);
        }
    }

    /** Whether the threads are virtual, and keep the processor until they let it go. */
    static boolean areVirtual() {
        return VIRTUAL != null;
    }

    /** Whether the current thread is virtual. */
    static boolean isCurrentVirtual() {
        try {
            return IS_VIRTUAL != null && (boolean) IS_VIRTUAL.invokeExact(Thread.currentThread());
        } catch (Throwable impossible) {
            return false;
        }
    }

    /**
     * Where the action of a timer runs, which may call user code. The thread of the system's timer serves all sessions, so
     * its actions run on a delivery thread. The actions of any other scheduler run on the thread of that scheduler.
     */
    static Executor after(Scheduler scheduler) {
        return scheduler == Scheduler.system() ? DeliveryThreads::execute : Runnable::run;
    }

    /** Of a factory: the JDK's executor of virtual threads enters each into a table of its own. */
    private static @Nullable Executor virtualThreads() {
        try {
            Class<?> builder = Class.forName("java.lang.Thread$Builder$OfVirtual");
            Object ofVirtual = Thread.class.getMethod("ofVirtual").invoke(null);
            Object plain = builder.getMethod("inheritInheritableThreadLocals", boolean.class)
                    .invoke(ofVirtual, false);
            var factory = (ThreadFactory) builder.getMethod("factory").invoke(plain);
            return task -> factory.newThread(task).start();
        } catch (ReflectiveOperationException before21) {
            return null;
        }
    }

    private static @Nullable MethodHandle isVirtual() {
        try {
            return MethodHandles.publicLookup()
                    .findVirtual(Thread.class, "isVirtual", MethodType.methodType(boolean.class));
        } catch (ReflectiveOperationException before21) {
            return null;
        }
    }

    private static Executor platformThreads() {
        AtomicInteger count = new AtomicInteger();
        return Executors.newCachedThreadPool(task -> {
            Thread thread = new Thread(task, "rivulet-delivery-" + count.incrementAndGet());
            thread.setDaemon(true);
            return thread;
        });
    }
}
