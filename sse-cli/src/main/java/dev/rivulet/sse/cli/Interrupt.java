package dev.rivulet.sse.cli;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * Lets a command end cleanly when the process is asked to stop (Ctrl-C, SIGTERM): stops what it is at, and keeps the JVM
 * until the command has said its last word. Who does not want to wait for that asks again.
 */
final class Interrupt implements AutoCloseable {
    /** The exit code of a process that SIGINT has ended; the JVM's own. */
    static final int EXIT_CODE = 130;

    /** A command that hangs ends after this time if it is not asked again. */
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final CountDownLatch over = new CountDownLatch(1);
    private final Duration patience;
    private final Thread hook;
    private volatile boolean happened;

    Interrupt(Runnable stop) {
        this(stop, PATIENCE);
    }

    Interrupt(Runnable stop, Duration patience) {
        this.patience = patience;
        hook = new Thread(
                () -> {
                    happened = true;
                    SecondSignal.endsAtOnce();
                    stop.run();
                    awaitEnd();
                },
                "sse-interrupt");
        Runtime.getRuntime().addShutdownHook(hook);
    }

    boolean happened() {
        return happened;
    }

    private void awaitEnd() {
        try {
            if (!over.await(patience.toNanos(), TimeUnit.NANOSECONDS)) {
                Thread.currentThread().interrupt(); // it hangs: the JVM ends all the same
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** The command is through. */
    @Override
    public void close() {
        over.countDown();
        if (!happened) {
            try {
                Runtime.getRuntime().removeShutdownHook(hook);
            } catch (IllegalStateException stopping) {
                happened = true;
            }
        }
    }
}
