package dev.rivulet.sse.testkit;

import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * A point in a {@link Response} at which the server waits until the test lets it continue, so that a test needs no sleeps.
 * One use: once open it stays open.
 */
public final class Gate {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch open = new CountDownLatch(1);

    /** A closed gate. */
    public Gate() {}

    /** Lets the server continue, now and later. */
    public void open() {
        open.countDown();
    }

    /** Whether the server has come to this gate. */
    public boolean isReached() {
        return reached.getCount() == 0;
    }

    /**
     * Waits until the server has come to this gate: all that the response has before it was written.
     *
     * @throws AssertionError after a minute
     */
    public void awaitReached() {
        try {
            if (!reached.await(ScriptedServer.PATIENCE.toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("the server did not come to the gate within " + ScriptedServer.PATIENCE);
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for the server to come to the gate", e);
        }
    }

    /** On the server's thread. */
    void pass() throws InterruptedException {
        reached.countDown();
        open.await();
    }
}
