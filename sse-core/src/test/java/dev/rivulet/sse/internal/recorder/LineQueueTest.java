package dev.rivulet.sse.internal.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.internal.log.CoreLog;
import dev.rivulet.sse.internal.log.Level;
import dev.rivulet.sse.internal.log.LogBackend;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LineQueueTest {
    private final BlockingQueue<String> written = new LinkedBlockingQueue<>();
    private final CountDownLatch blocked = new CountDownLatch(1);

    private String next() throws InterruptedException {
        String line = written.poll(60, TimeUnit.SECONDS);
        assertThat(line).isNotNull();
        return line;
    }

    @Test
    void a_logger_that_blocks_makes_no_caller_wait_and_says_how_many_lines_are_left_out() throws Exception {
        var queue = new LineQueue(new CoreLog(new Slow()), 3);
        queue.add("1");
        assertThat(next()).isEqualTo("began 1");
        IntStream.rangeClosed(2, 10).forEach(line -> queue.add(Integer.toString(line)));
        blocked.countDown();
        assertThat(List.of(next(), next(), next(), next()))
                .containsExactly("began (6 lines are left out: the log is too slow)", "began 2", "began 3", "began 4");
    }

    /** Blocks at each line until it may write. */
    private final class Slow implements LogBackend {
        @Override
        public boolean isLoggable(Level level) {
            return true;
        }

        @Override
        public void log(Level level, String text, @Nullable Throwable thrown) {
            written.add("began " + text);
            try {
                blocked.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
