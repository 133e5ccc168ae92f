package dev.rivulet.sse.tck;

import java.util.List;
import java.util.stream.Stream;

/** Threads that grant credit as fast as they can, until the exchange is over or the test has ended. */
final class Eager {
    private final Recording recording;
    private volatile boolean stopped;

    private Eager(Recording recording) {
        this.recording = recording;
    }

    /** Grants from so many threads while the calling one waits. */
    static void grant(int threads, Recording recording, Runnable wait) {
        var eager = new Eager(recording);
        List<Thread> all =
                Stream.generate(() -> new Thread(eager::grant)).limit(threads).toList();
        all.forEach(Thread::start);
        try {
            wait.run();
        } finally {
            eager.stopped = true;
            all.forEach(Eager::join);
        }
    }

    private void grant() {
        while (!stopped && !recording.isOver()) {
            recording.read();
        }
    }

    private static void join(Thread thread) {
        try {
            thread.join();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }
}
