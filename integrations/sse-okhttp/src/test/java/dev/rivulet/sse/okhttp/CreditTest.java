package dev.rivulet.sse.okhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(600)
class CreditTest {
    /** With an interrupt left, a thread does not park: it would look for the grant again and again. */
    @Test
    void an_interrupted_thread_waits_and_is_not_interrupted_afterwards() throws Exception {
        var credit = new Credit();
        var interrupted = new boolean[] {true};
        var thread = new Thread(() -> {
            Thread.currentThread().interrupt();
            credit.await();
            interrupted[0] = Thread.currentThread().isInterrupted();
        });
        thread.start();
        await().until(() -> thread.getState() == Thread.State.WAITING);
        thread.interrupt();
        credit.grant();
        thread.join();
        assertThat(interrupted[0]).isFalse();
    }
}
