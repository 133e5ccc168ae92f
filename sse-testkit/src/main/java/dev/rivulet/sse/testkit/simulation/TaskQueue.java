package dev.rivulet.sse.testkit.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** An executor whose tasks wait until they are run. */
final class TaskQueue implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Runnable before;
    private final Runnable after;

    /** Runs the one before each task, and the other behind it. */
    TaskQueue(Runnable before, Runnable after) {
        this.before = before;
        this.after = after;
    }

    @Override
    public void execute(Runnable task) {
        tasks.add(task);
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Runs so many tasks at most; false if none was there. */
    boolean run(int most) {
        boolean any = false;
        for (int i = 0; i < most && !tasks.isEmpty(); i++) {
            any = true;
            before.run();
            tasks.remove().run();
            after.run();
        }
        return any;
    }
}
