package dev.rivulet.sse.internal.recorder;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FailureFilesTest {
    @TempDir
    Path folder;

    private final BlockingQueue<Path> written = new LinkedBlockingQueue<>();

    private void write(Path file) throws IOException {
        Files.createFile(file);
        written.add(file);
    }

    private Path next() throws InterruptedException {
        Path file = written.poll(60, TimeUnit.SECONDS);
        assertThat(file).isNotNull();
        return file;
    }

    @Test
    void many_failures_at_once_do_not_use_up_the_files_of_later_ones() throws Exception {
        var files = new FailureFiles(folder);
        var begin = new CountDownLatch(1);
        for (int i = 0; i < 1_000; i++) {
            files.write("a", Instant.EPOCH, file -> {
                await(begin);
                write(file);
            });
        }
        begin.countDown();
        for (int i = 0; i < 17; i++) { // one that is written, and those that wait
            next();
        }
        for (int i = 17; i < 100; i++) {
            files.write("a", Instant.EPOCH, this::write);
            next();
        }
        files.write("a", Instant.EPOCH, this::write);
        assertThat(written.poll(50, TimeUnit.MILLISECONDS)).isNull();
    }

    private static void await(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    @Test
    void two_clients_that_fail_in_one_second_write_two_files() throws Exception {
        new FailureFiles(folder).write("a", Instant.EPOCH, this::write);
        new FailureFiles(folder).write("a", Instant.EPOCH, this::write);
        assertThat(next()).isNotEqualTo(next());
    }

    @Test
    void a_long_name_is_cut_and_what_no_file_name_can_have_is_replaced() throws Exception {
        new FailureFiles(folder).write("../" + "x".repeat(300), Instant.EPOCH, this::write);
        assertThat(next().getFileName().toString())
                .startsWith("sse-___xxx")
                .hasSizeLessThan(110)
                .endsWith(".rec");
    }
}
