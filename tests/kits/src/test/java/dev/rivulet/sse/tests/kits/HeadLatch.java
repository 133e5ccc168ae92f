package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Lets a thread wait for the head, and not for ever. */
final class HeadLatch extends Passing {
    private final CountDownLatch came = new CountDownLatch(1);

    HeadLatch(Receiver to, Exchange line) {
        super(to, line);
    }

    void await() {
        try {
            boolean inTime = came.await(Kit.TOO_LATE.toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void head(ResponseHead head) {
        to.head(head);
        came.countDown();
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        to.failed(phase, cause);
        came.countDown();
    }
}
