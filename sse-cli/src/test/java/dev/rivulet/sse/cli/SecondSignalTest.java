package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.Test;

class SecondSignalTest {
    private static final int SIGINT = 2;

    @Test
    void a_signal_that_comes_again_ends_at_once_but_not_one_that_was_sent_double() {
        var clock = new AtomicLong(Long.MAX_VALUE - 1);
        List<Integer> exitCodes = new ArrayList<>();
        var second = new SecondSignal(clock::get, exitCodes::add);

        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(499));
        second.came(SIGINT);
        assertThat(exitCodes).isEmpty();

        clock.addAndGet(TimeUnit.MILLISECONDS.toNanos(1));
        second.came(SIGINT);
        assertThat(exitCodes).containsExactly(Interrupt.EXIT_CODE);
    }
}
