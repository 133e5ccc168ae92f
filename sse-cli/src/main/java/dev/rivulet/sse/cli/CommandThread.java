package dev.rivulet.sse.cli;

import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;

/**
 * Delivers a session on the thread that runs the command. The output is flushed whenever there is nothing more to do for
 * the moment: a lone event is seen at once, and a thousand in a burst cost one write.
 */
final class CommandThread implements Executor {
    private final BlockingQueue<Runnable> tasks = new LinkedBlockingQueue<>();
    private final Output out;

    CommandThread(Output out) {
        this.out = out;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    /** Runs what comes until the end has come. */
    void runUntil(CompletionStage<?> end) {
        var ended = end.toCompletableFuture();
        end.whenComplete((value, never) -> tasks.add(() -> {}));
        try {
            while (!ended.isDone()) {
                Runnable task = tasks.poll();
                if (task == null) {
                    out.flush();
                    task = tasks.take();
                }
                task.run();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        out.flush();
    }
}
