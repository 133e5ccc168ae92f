package dev.rivulet.sse.netty;

import io.netty.channel.EventLoop;
import java.util.concurrent.RejectedExecutionException;

/** Runs tasks on event loops that may have ended. */
final class Loops {
    private Loops() {}

    /** Now, if this is the loop; else soon. Not at all where the loop has ended: then its channels have, too. */
    static void run(EventLoop loop, Runnable task) {
        if (loop.inEventLoop()) {
            task.run();
            return;
        }
        try {
            loop.execute(task);
        } catch (RejectedExecutionException ended) {
            // there is nobody left to do it for
        }
    }
}
