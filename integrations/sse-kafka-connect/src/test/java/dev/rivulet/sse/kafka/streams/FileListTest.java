package dev.rivulet.sse.kafka.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Looks are made by the test, at times of its own; the last test has the thread. */
@Timeout(120)
class FileListTest {
    private static final Duration REFRESH = Duration.ofSeconds(10);
    private static final Duration SOON = Duration.ofSeconds(1);

    @TempDir
    Path folder;

    private final SetClock clock = new SetClock();
    private final Heard heard = new Heard();
    private Path file;
    private FileSource source;
    private Reports reports;

    @BeforeEach
    void watch() {
        file = folder.resolve("streams");
        source = new FileSource(file, clock);
        reports = new Reports(source.toString(), heard);
    }

    @Test
    void a_file_that_is_there_is_read_at_once() throws Exception {
        write("a=http://h/1", Duration.ofMinutes(1));

        assertThat(look()).isEqualTo(REFRESH);
        assertThat(heard.names()).containsExactly("a");
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void a_file_that_is_missing_is_reported_once_and_read_when_it_is_there() throws Exception {
        look();
        look();
        assertThat(heard.failure())
                .contains("streams.file " + file, "the file does not exist", "no stream is known yet");
        assertThat(heard.failures).isEmpty();

        write("a=http://h/1", Duration.ofMinutes(1));
        look();
        assertThat(heard.names()).containsExactly("a");
    }

    @Test
    void a_file_that_is_replaced_is_read_again_and_one_that_is_not_is_not() throws Exception {
        write("a=http://h/1", Duration.ofMinutes(1));
        look();
        look();
        assertThat(heard.lists).hasSize(1);

        Path next = Files.writeString(folder.resolve("next"), "b=http://h/2");
        Files.setLastModifiedTime(next, FileTime.from(clock.instant().minus(Duration.ofMinutes(1))));
        Files.move(next, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
        look();

        heard.names();
        assertThat(heard.names()).containsExactly("b"); // of the same time and length
    }

    @Test
    void a_file_that_is_being_written_is_not_read_before_it_has_settled() throws Exception {
        write("a=http://h/1\nb=http://h/2", Duration.ofMinutes(1));
        look();
        heard.names();

        write("a=http://h/1\nb=http://h/", Duration.ZERO); // half of what will stand there
        assertThat(look()).isEqualTo(SOON);
        clock.advance(SOON);
        write("a=http://h/1\nb=http://h/23\nc=http://h/3", Duration.ZERO);
        assertThat(look()).isEqualTo(SOON);
        assertThat(heard.lists).isEmpty();

        clock.advance(SOON);
        assertThat(look()).isEqualTo(REFRESH);
        assertThat(heard.names()).containsExactly("a", "b", "c");
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void a_time_in_the_future_keeps_no_file_from_being_read() throws Exception {
        write("a=http://h/1", Duration.ofHours(-1)); // a file server whose clock is fast
        assertThat(look()).isEqualTo(SOON);
        clock.advance(SOON);

        assertThat(look()).isEqualTo(REFRESH);
        assertThat(heard.names()).containsExactly("a");
    }

    @Test
    void half_an_array_changes_nothing_and_is_reported() throws Exception {
        write("[{\"name\":\"a\",\"url\":\"http://h/1\"}]", Duration.ofMinutes(1));
        look();
        heard.names();

        write("[{\"name\":\"b\",\"url\":\"http://h/2\"},{\"na", Duration.ofMinutes(1));
        look();
        assertThat(heard.failure()).contains("broken JSON", "the streams known so far remain (1)");
        assertThat(heard.lists).isEmpty();
    }

    @Test
    void an_empty_file_changes_nothing_and_is_reported_but_an_empty_array_stops_all() throws Exception {
        write("a=http://h/1", Duration.ofMinutes(1));
        look();
        heard.names();

        write("", Duration.ofMinutes(1));
        look();
        assertThat(heard.failure()).contains("it lists no stream");
        assertThat(heard.lists).isEmpty();

        write("[]", Duration.ofMinutes(1));
        look();
        assertThat(heard.names()).isEmpty();
    }

    @Test
    void a_stream_whose_line_becomes_bad_stays_as_it_was() throws Exception {
        write("a=http://h/1\nb=http://h/2", Duration.ofMinutes(1));
        look();
        heard.names();

        write("c=http://h/3\nb=no\nd=no", Duration.ofMinutes(1));
        look();
        assertThat(heard.specs()).containsExactly("c (http://h/3)", "b (http://h/2)");
        assertThat(heard.failure()).contains("line 2: ", "line 3: ");
    }

    @Test
    void a_listener_that_throws_is_called_again() throws Exception {
        var throwing = new Reports("a list", new StreamList.Listener() {
            @Override
            public void streams(List<StreamSpec> all) {
                heard.streams(all);
                throw new IllegalStateException("a fault");
            }

            @Override
            public void failed(String message) {
                throw new IllegalStateException("another");
            }
        });

        PolledList.look(source, throwing, REFRESH);
        write("a=http://h/1", Duration.ofMinutes(1));
        PolledList.look(source, throwing, REFRESH);
        assertThat(heard.names()).containsExactly("a");
    }

    @Test
    void a_list_that_is_closed_reports_nothing_more() throws Exception {
        reports.close();
        write("a=http://h/1", Duration.ofMinutes(1));
        look();

        assertThat(heard.lists).isEmpty();
        assertThat(heard.failures).isEmpty();
    }

    @Test
    void a_file_is_watched_by_a_thread_until_the_list_is_closed() throws Exception {
        try (StreamList list = StreamList.file(file, Duration.ofMillis(5))) {
            list.start(heard);
            heard.failure();
            write("a=http://h/1", Duration.ofMinutes(1));
            assertThat(heard.names()).containsExactly("a");
            write("a=http://h/1\nb=http://h/2", Duration.ofMinutes(1));
            assertThat(heard.names()).containsExactly("a", "b");
        }
        await().until(() -> Thread.getAllStackTraces().keySet().stream()
                .noneMatch(each -> each.getName().endsWith(file.toString())));
    }

    @Test
    void a_list_that_was_never_started_can_be_closed() {
        StreamList.file(file, REFRESH).close();
    }

    private Duration look() throws InterruptedException {
        return PolledList.look(source, reports, REFRESH);
    }

    private void write(String text, Duration ago) throws IOException {
        Files.writeString(file, text);
        Files.setLastModifiedTime(file, FileTime.from(clock.instant().minus(ago)));
    }

    /** A clock that the test sets. */
    private static final class SetClock extends Clock {
        private Instant now = Instant.now();

        void advance(Duration time) {
            now = now.plus(time);
        }

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
