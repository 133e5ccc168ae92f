package dev.rivulet.sse.internal.commits;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicIntegerArray;
import java.util.concurrent.atomic.AtomicReferenceArray;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Threads that acknowledge in any order, while one hands out: the cursor never passes what is open, and all arrives. */
@Timeout(600)
class AcknowledgementsStressTest {
    private static final int EVENTS = 100_000;
    private static final int WORKERS = 3;
    private static final int BOUND = 64;

    private final Semaphore changed = new Semaphore(0);
    private final Acknowledgements acknowledgements = new Acknowledgements(BOUND, changed::release);
    private final AtomicReferenceArray<Runnable> work = new AtomicReferenceArray<>(EVENTS);
    private final AtomicIntegerArray done = new AtomicIntegerArray(EVENTS);

    @Test
    void the_cursor_follows_the_acknowledged_beginning() {
        CompletableFuture<?>[] workers = new CompletableFuture<?>[WORKERS];
        for (int i = 0; i < WORKERS; i++) {
            int worker = i;
            workers[i] = CompletableFuture.runAsync(() -> acknowledge(worker), task -> new Thread(task).start());
        }
        IdBytes cursor = new IdBytes();
        int given = 0;
        int committed = 0;
        while (committed < EVENTS) {
            while (given < EVENTS && acknowledgements.hasRoom()) {
                work.set(given, acknowledgements.await(id(given)));
                given++;
            }
            changed.acquireUninterruptibly();
            changed.drainPermits();
            if (acknowledgements.take(cursor)) {
                int now = number(cursor) + 1;
                assertThat(now).isGreaterThan(committed).isLessThanOrEqualTo(given);
                for (int i = committed; i < now; i++) {
                    assertThat(done.get(i)).as("event %s is done", i).isEqualTo(1);
                }
                committed = now;
            }
            assertThat(given - committed).isLessThanOrEqualTo(BOUND);
        }
        CompletableFuture.allOf(workers).join();
    }

    /** Each worker sees all events, waits for a few, and acknowledges its own of them from the last to the first. */
    private void acknowledge(int worker) {
        int from = 0;
        while (from < EVENTS) {
            int count = Math.min(EVENTS - from, 1 + ThreadLocalRandom.current().nextInt(BOUND / 4));
            awaitGiven(from + count - 1);
            for (int i = from + count - 1; i >= from; i--) {
                if (i % WORKERS == worker) {
                    done.set(i, 1);
                    work.get(i).run();
                }
            }
            from += count;
        }
    }

    private void awaitGiven(int event) {
        while (work.get(event) == null) {
            Thread.yield();
        }
    }

    private static IdBytes id(int number) {
        IdBytes id = new IdBytes();
        id.take(Integer.toString(number));
        return id;
    }

    private static int number(IdBytes id) {
        return Integer.parseInt(id.toString());
    }
}
