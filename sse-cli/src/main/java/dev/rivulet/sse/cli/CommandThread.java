package dev.rivulet.sse.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Delivers a session on the thread that runs the command. The output is flushed whenever there is nothing to do for the
 * moment: a single event is seen immediately, and a thousand in a burst cost one write.
 */
final class CommandThread implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Display display;

    CommandThread(Display display) {
        this.display = display;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs tasks until the end has come. */
    void runUntil(CompletionStage<?> end) {
        var ended = end.toCompletableFuture();
        end.whenComplete((value, never) -> tasks.add(() -> {}));
        try {
            while (!ended.isDone()) {
                Runnable task = tasks.poll();
                if (task == null) {
                    task = await(display.refresh(false));
                }
                if (task != null) {
                    task.run();
                    display.refresh(true);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        display.flush();
        display.hideStatus();
    }

    /** The next task; null if none comes in time. */
    private @Nullable Runnable await(long nanos) throws InterruptedException {
        return nanos == 0 ? tasks.take() : tasks.poll(nanos, TimeUnit.NANOSECONDS);
    }
}
