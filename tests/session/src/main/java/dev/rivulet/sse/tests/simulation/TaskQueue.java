package dev.rivulet.sse.tests.simulation;

import java.util.ArrayDeque;
import java.util.Queue;
import java.util.concurrent.Executor;

/** An executor whose tasks wait until they are run, if it does not lose them. */
final class TaskQueue implements Executor {
    private final Queue<Runnable> tasks = new ArrayDeque<>();
    private final Runnable before;
    private final Runnable after;
    private int loses;
    private boolean lost; // and has run none since

    /** Runs the one before each task, and the other after it. */
    TaskQueue(Runnable before, Runnable after) {
        this.before = before;
        this.after = after;
    }

    @Override
    public void execute(Runnable task) {
        if (loses > 0) {
            loses--;
            lost = true;
        } else {
            tasks.add(task);
        }
    }

    /** Loses so many of the next tasks. */
    void loseNext(int count) {
        loses = count;
    }

    /** Whether a task that was lost may be missing still. */
    boolean hasLost() {
        return lost;
    }

    boolean isEmpty() {
        return tasks.isEmpty();
    }

    /** Runs so many tasks at most; false if none was there. */
    boolean run(int most) {
        boolean any = false;
        for (int i = 0; i < most && !tasks.isEmpty(); i++) {
            any = true;
            lost = false;
            before.run();
            tasks.remove().run();
            after.run();
        }
        return any;
    }
}
