package dev.rivulet.sse.internal.recorder;

import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;

/** Lines for a logger that may be slow: what it cannot take in time is left out and counted, so that no caller waits. */
final class LineQueue {
    static final LineQueue WIRE = new LineQueue(CoreLog.of("dev.rivulet.sse.wire"), 1024);

    private final CoreLog log;
    private final ThreadPoolExecutor thread;
    private final AtomicLong leftOut = new AtomicLong();

    LineQueue(CoreLog log, int most) {
        this.log = log;
        this.thread = new ThreadPoolExecutor(1, 1, 5, TimeUnit.SECONDS, new LinkedBlockingQueue<>(most), task -> {
            var made = new Thread(task, "rivulet-wire-log");
            made.setDaemon(true);
            return made;
        });
        thread.allowCoreThreadTimeOut(true);
    }

    boolean isWanted() {
        return log.isLoggable(Level.TRACE);
    }

    /** Any thread. */
    void add(String line) {
        try {
            thread.execute(() -> write(line));
        } catch (RejectedExecutionException full) {
            leftOut.incrementAndGet();
        }
    }

    private void write(String line) {
        long missing = leftOut.getAndSet(0);
        if (missing > 0) {
            log.log(Level.TRACE, () -> "(" + missing + " lines are left out: the log is too slow)");
        }
        log.log(Level.TRACE, () -> line);
    }
}
