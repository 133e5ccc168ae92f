package dev.rivulet.sse.jdkhttp;

import java.util.concurrent.CompletableFuture.AsynchronousCompletionTask;
import java.util.concurrent.Executor;
import java.util.concurrent.ForkJoinTask;

/**
 * Runs the JDK's tasks without {@code ForkJoinPool.commonPool()}. {@code HttpClient.sendAsync} completes its future
 * there, whatever executor the client has; so a failure before the response's head would wait as long as tasks of the
 * application block that pool. It is handed over as the last thing that a task on the client's executor does, which
 * makes it the last task that this thread has given to the pool: it is taken back, and run here.
 *
 * <p>Only a task of the kind that {@code whenCompleteAsync} makes is taken, and only one that was not there before. Where
 * the pool was faster, or another thread has put something on top, it stays with the pool.
 */
final class OwnCompletions extends ForkJoinTask<Void> {
    private static final long serialVersionUID = 1L;
    private static final String KIND = "UniWhenComplete";

    private OwnCompletions() {}

    /** The executor for a client, over one that has the threads. */
    static Executor over(Executor threads) {
        return task -> threads.execute(() -> run(task));
    }

    private static void run(Runnable task) {
        ForkJoinTask<?> before = peekNextLocalTask();
        task.run();
        ForkJoinTask<?> last = peekNextLocalTask();
        if (last != before && last instanceof AsynchronousCompletionTask && isOfKind(last) && last.tryUnfork()) {
            ((Runnable) last).run();
        }
    }

    private static boolean isOfKind(ForkJoinTask<?> task) {
        return task instanceof Runnable && task.getClass().getSimpleName().equals(KIND);
    }

    @Override
    @SuppressWarnings("NullAway") // a Void is always null
    public Void getRawResult() {
        return null;
    }

    @Override
    protected void setRawResult(Void nothing) {}

    @Override
    protected boolean exec() {
        return true;
    }
}
