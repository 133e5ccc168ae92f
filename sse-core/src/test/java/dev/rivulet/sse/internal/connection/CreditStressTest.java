package dev.rivulet.sse.internal.connection;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.Semaphore;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The read credit between a transport and a session that both ask for it: two bursts at most, and never stuck. */
@Timeout(600)
class CreditStressTest {
    private static final Executor OWN_THREAD = task -> new Thread(task).start(); // the common pool may have one
    private static final int BURSTS = 200_000;

    private final Credit credit = new Credit();
    private final Semaphore granted = new Semaphore(0); // the transport's reads
    private final Semaphore ended = new Semaphore(0); // bursts that wait to be parsed
    private final AtomicInteger inFlight = new AtomicInteger();
    private final AtomicInteger most = new AtomicInteger();
    private final AtomicInteger grants = new AtomicInteger();

    @Test
    void one_burst_is_granted_at_a_time_and_two_are_in_flight() {
        assertThat(credit.grant()).isTrue();
        assertThat(credit.isGranted()).isTrue();
        assertThat(credit.grant()).isFalse();
        credit.burstEnded();
        assertThat(credit.isGranted()).isFalse();
        assertThat(credit.grant()).isTrue();
        credit.burstEnded();
        assertThat(credit.grant()).as("two wait to be parsed").isFalse();
        credit.burstParsed();
        assertThat(credit.grant()).isTrue();
    }

    @Test
    void a_transport_and_a_session_never_get_stuck_and_never_go_beyond_two() {
        CompletableFuture<Void> transport = CompletableFuture.runAsync(this::bring, OWN_THREAD);
        CompletableFuture<Void> session = CompletableFuture.runAsync(this::parse, OWN_THREAD);
        read();
        CompletableFuture.allOf(transport, session).join();
        assertThat(most.get()).isLessThanOrEqualTo(2);
        assertThat(grants.get()).isGreaterThanOrEqualTo(BURSTS);
    }

    /** As an attempt does: any caller that gets the grant reads. */
    private void read() {
        if (credit.grant()) {
            most.accumulateAndGet(inFlight.incrementAndGet(), Math::max);
            grants.incrementAndGet();
            granted.release();
        }
    }

    private void bring() {
        for (int i = 0; i < BURSTS; i++) {
            granted.acquireUninterruptibly();
            credit.burstEnded();
            ended.release();
            read();
        }
    }

    private void parse() {
        for (int i = 0; i < BURSTS; i++) {
            ended.acquireUninterruptibly();
            inFlight.decrementAndGet();
            credit.burstParsed();
            read();
        }
    }
}
