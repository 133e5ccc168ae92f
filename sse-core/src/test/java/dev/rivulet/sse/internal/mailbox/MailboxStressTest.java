package dev.rivulet.sse.internal.mailbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.fail;

import dev.rivulet.sse.internal.threads.Quantum;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinPool;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Many threads put inputs in: each is taken once, by one drain at a time, and none is left behind. */
@Timeout(600)
@Tag("full")
class MailboxStressTest {
    private static final int PRODUCERS = 4;
    private static final int EACH = Boolean.getBoolean("tck.thorough") ? 20_000 : 5_000;
    private static final int ALL = PRODUCERS * EACH;

    /** An input with its producer and its place in that producer's line. */
    private record Numbered(int producer, int number) {}

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final AtomicInteger inside = new AtomicInteger();
    private final AtomicInteger together = new AtomicInteger();
    private final CountDownLatch taken = new CountDownLatch(ALL);
    private boolean pausing;
    private final List<Numbered> order = new ArrayList<>(); // guarded by the mailbox's promise alone

    @AfterEach
    void stop() {
        threads.shutdownNow();
    }

    @Test
    void on_an_executor_every_input_of_the_stream_is_taken_once_and_in_order() throws Exception {
        run(ForkJoinPool.commonPool(), false);
    }

    @Test
    void on_an_executor_every_control_input_is_taken_once_and_in_order() throws Exception {
        run(ForkJoinPool.commonPool(), true);
    }

    @Test
    void inline_the_first_thread_drains_for_all() throws Exception {
        run(Runnable::run, false);
    }

    @Test
    void an_executor_with_many_threads_still_runs_one_drain_at_a_time() throws Exception {
        run(threads, true);
    }

    @Test
    void drains_that_stop_when_their_quantum_is_used_up_leave_nothing_behind() throws Exception {
        pausing = true;
        run(threads, false);
    }

    @Test
    void drains_that_stop_leave_nothing_behind_where_the_executor_sometimes_runs_them_at_once() throws Exception {
        pausing = true;
        var count = new AtomicInteger();
        run(task -> (count.incrementAndGet() % 3 == 0 ? (Executor) Runnable::run : threads).execute(task), true);
    }

    @Test
    void drains_that_stop_leave_nothing_behind_where_the_executor_runs_each_twice() throws Exception {
        pausing = true;
        run(
                task -> {
                    threads.execute(task);
                    threads.execute(task);
                },
                true);
    }

    @Test
    void a_drain_that_stops_continues_without_recursion_where_the_executor_runs_it_at_once() {
        int many = 100_000;
        var left = new AtomicInteger(many);
        var box = new Mailbox<String>(Runnable::run, Quantum.endless(), () -> left.decrementAndGet() > 0);
        box.control("start");
        assertThat(left).hasValue(0);
    }

    @Test
    void a_drain_that_stops_comes_after_what_waits_for_the_same_thread() {
        List<Runnable> queue = new ArrayList<>();
        List<String> ran = new ArrayList<>();
        var left = new AtomicInteger(3);
        var box = new Mailbox<String>(queue::add, Quantum.endless(), () -> {
            ran.add("drain");
            return left.decrementAndGet() > 0;
        });
        box.control("start");
        queue.add(() -> ran.add("another"));
        for (int i = 0; i < queue.size(); i++) {
            queue.get(i).run();
        }
        assertThat(ran).containsExactly("drain", "another", "drain", "drain");
        assertThat(queue).hasSize(4);
    }

    @Test
    void a_drain_that_waits_for_its_executor_can_run_elsewhere_and_then_no_longer_runs_there() {
        List<Runnable> lost = new ArrayList<>();
        var ran = new AtomicInteger();
        var box = mailbox(lost::add, ran::incrementAndGet);
        box.control("start");
        assertThat(box.isWaiting()).isTrue();
        lost.get(0).run();
        assertThat(box.isWaiting()).isFalse();
        lost.get(0).run();
        assertThat(ran).hasValue(1);
    }

    @Test
    void a_place_that_has_no_thread_is_asked_again_at_the_next_input() {
        var asked = new AtomicInteger();
        var ran = new AtomicInteger();
        var box = mailbox(
                task -> {
                    if (asked.incrementAndGet() == 1) {
                        throw new OutOfMemoryError("unable to create native thread");
                    }
                    task.run();
                },
                ran::incrementAndGet);
        assertThatThrownBy(() -> box.control("start")).isInstanceOf(OutOfMemoryError.class);
        box.control("close");
        assertThat(ran).hasValue(1);
    }

    @Test
    void work_that_throws_is_not_the_last() {
        var ran = new AtomicInteger();
        var box = mailbox(Runnable::run, () -> {
            if (ran.incrementAndGet() == 1) {
                throw new IllegalStateException("broken");
            }
        });
        box.control("start");
        box.control("close");
        assertThat(ran).hasValue(2);
    }

    @Test
    void an_input_from_inside_the_drain_is_taken_without_recursion() {
        int deep = 100_000;
        var count = new AtomicInteger();
        var box = new AtomicReference<Mailbox<String>>();
        box.set(mailbox(Runnable::run, () -> {
            assertThat(inside.incrementAndGet()).isEqualTo(1);
            while (box.get().nextControl() != null) {
                if (count.incrementAndGet() < deep) {
                    box.get().control("reconnect");
                }
            }
            inside.decrementAndGet();
        }));
        box.get().control("reconnect");
        assertThat(count).hasValue(deep);
    }

    @Test
    void control_overtakes_the_stream() {
        List<String> order = new ArrayList<>();
        List<Runnable> asked = new ArrayList<>();
        var box = new AtomicReference<Mailbox<String>>();
        box.set(mailbox(asked::add, () -> {
            for (String next = box.get().nextControl();
                    next != null;
                    next = box.get().nextControl()) {
                order.add(next);
            }
            for (String next = box.get().nextStream();
                    next != null;
                    next = box.get().nextStream()) {
                order.add(next);
            }
        }));
        box.get().stream("acknowledged");
        box.get().control("close");
        box.get().stream("start");
        assertThat(asked).hasSize(1);
        asked.get(0).run();
        assertThat(order).containsExactly("close", "acknowledged", "start");
    }

    private void run(Executor place, boolean control) throws InterruptedException {
        var box = new AtomicReference<Mailbox<Numbered>>();
        box.set(new Mailbox<>(place::execute, Quantum.endless(), () -> drain(box.get())));
        var start = new CountDownLatch(1);
        for (int producer = 0; producer < PRODUCERS; producer++) {
            int number = producer;
            threads.execute(() -> produce(box.get(), number, control, start));
        }
        start.countDown();
        assertThat(taken.await(300, TimeUnit.SECONDS)).as("all are taken").isTrue();
        assertThat(together).as("drains at one time").hasValue(0);
        assertInOrder();
    }

    private static Mailbox<String> mailbox(Executor place, Runnable work) {
        return new Mailbox<>(place::execute, Quantum.endless(), () -> {
            work.run();
            return false;
        });
    }

    private static void produce(Mailbox<Numbered> box, int producer, boolean control, CountDownLatch start) {
        try {
            start.await();
        } catch (InterruptedException e) {
            return;
        }
        for (int i = 0; i < EACH; i++) {
            var input = new Numbered(producer, i);
            if (control) {
                box.control(input);
            } else {
                box.stream(input);
            }
        }
    }

    /** True if it stops before all are taken. */
    private boolean drain(Mailbox<Numbered> box) {
        if (inside.incrementAndGet() != 1) {
            together.incrementAndGet();
        }
        boolean pauses = false;
        for (Numbered next = next(box); next != null && !pauses; next = pauses ? next : next(box)) {
            order.add(next);
            taken.countDown();
            pauses = pausing && next.number() % 7 == 0;
        }
        inside.decrementAndGet();
        return pauses;
    }

    private static Numbered next(Mailbox<Numbered> box) {
        Numbered control = box.nextControl();
        return control != null ? control : box.nextStream();
    }

    private void assertInOrder() {
        int[] next = new int[PRODUCERS];
        assertThat(order).hasSize(ALL);
        for (Numbered each : order) {
            if (each.number() != next[each.producer()]++) { // an assertion of each would take longer than all else
                fail(each + " came in place of number " + (next[each.producer()] - 1));
            }
        }
    }
}
