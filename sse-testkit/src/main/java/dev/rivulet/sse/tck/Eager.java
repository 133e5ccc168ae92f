package dev.rivulet.sse.tck;

import java.util.List;
import java.util.stream.Stream;

/** Threads that grant credit as fast as they can, until the exchange is over or nobody waits for it any more. */
final class Eager implements AutoCloseable {
    private final List<Thread> threads;
    private volatile boolean closed;

    Eager(int threads, Recording recording) {
        this.threads = Stream.generate(() -> new Thread(() -> grant(recording)))
                .limit(threads)
                .toList();
        this.threads.forEach(Thread::start);
    }

    private void grant(Recording recording) {
        while (!closed && !recording.isOver()) {
            recording.read();
        }
    }

    @Override
    public void close() {
        closed = true;
        for (Thread each : threads) {
            try {
                each.join();
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }
}
