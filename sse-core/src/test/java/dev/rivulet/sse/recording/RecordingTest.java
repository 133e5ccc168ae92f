package dev.rivulet.sse.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.rivulet.sse.http.Headers;
import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class RecordingTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00.000001Z");

    @TempDir
    Path folder;

    @Test
    void what_is_written_is_read_again() throws IOException {
        Path file = written(Entries.all());

        Recording read = Recording.read(file);

        assertThat(read.start()).isEqualTo(START);
        assertThat(read.entries()).isEqualTo(Entries.all());
        assertThat(read.sessions()).containsExactly(1, 2);
        assertThat(read.session(2).entries())
                .isNotEmpty()
                .allSatisfy(entry -> assertThat(entry.session()).isEqualTo(2));
        assertThat(read.isCut()).isFalse();
        assertThat(read.length()).isEqualTo(Files.size(file));
    }

    @Test
    void it_can_be_read_by_people() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var writer = RecordingWriter.to(out, START)) {
            Headers headers = Headers.none().add("Accept", "text/event-stream");
            writer.write(new Entry.Attempt(3, micros(12), 1, "GET", "http://localhost/prices", headers));
            writer.write(new Entry.Bytes(3, micros(1_500_000), "data: a\n\n".getBytes(UTF_8)));
            writer.write(new Entry.End(3, micros(1_500_001)));
        }

        assertThat(out.toString(UTF_8)).isEqualTo("""
                SSE-RECORDING 1 2026-03-01T12:00:00.000001Z
                ATTEMPT 3 12 55
                1 GET http://localhost/prices
                Accept: text/event-stream
                BYTES 3 1500000 9
                data: a


                END 3 1500001 0

                """);
    }

    @Test
    void secrets_of_heads_are_never_entries() {
        Headers secrets = Headers.none()
                .add("Authorization", "Bearer hunter2")
                .add("Set-Cookie", "a=hunter2")
                .add("Location", "http://host/?key=hunter2")
                .setSecret("X-Own", "hunter2");
        var attempt =
                new Entry.Attempt(1, micros(0), 1, "GET", "http://user:hunter2@host/a?key=hunter2#hunter2", secrets);
        var head = new Entry.Head(1, micros(0), new ResponseHead(302, secrets, "h2"));

        assertThat(new String(EntryFormat.bytes(attempt), UTF_8))
                .doesNotContain("hunter2")
                .contains("1 GET http://host/a?…\n", "X-Own: ***", "Authorization: ***");
        assertThat(new String(EntryFormat.bytes(head), UTF_8))
                .doesNotContain("hunter2")
                .contains("302 h2\n");
    }

    @Test
    void a_header_that_was_made_up_with_a_line_end_stays_one_line() throws IOException {
        Headers forged = Headers.none().add("X-Name", "a\nX-Other: b\r\nX-Third: c");
        Path file = written(List.of(new Entry.Attempt(1, micros(0), 1, "GET", "http://h/\nX: y", forged)));

        var read = (Entry.Attempt) Recording.read(file).entries().get(0);

        assertThat(read.headers().lines()).hasSize(1);
        assertThat(read.uri()).isEqualTo("http://h/ X: y");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "a b", "GET\n"})
    void a_method_is_one_word(String method) {
        assertThatThrownBy(() -> new Entry.Attempt(1, micros(0), 1, method, "http://h/", Headers.none()))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void times_and_sessions_are_not_negative() {
        assertThatThrownBy(() -> new Entry.End(-1, micros(0))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Entry.End(1, micros(-1))).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void a_new_file_is_for_its_owner() throws IOException {
        assumeTrue(folder.getFileSystem().supportedFileAttributeViews().contains("posix"));

        Path file = written(List.of());

        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
                .isEqualTo("rw-------");
    }

    @Test
    void a_recording_that_is_continued_has_both_parts_with_times_of_one_clock() throws IOException {
        Path file = written(List.of(new Entry.State(1, micros(10), "first")));
        try (var writer = RecordingWriter.open(file, START.plusSeconds(60))) {
            assertThat(writer.newSession()).isEqualTo(2);
            writer.write(new Entry.State(2, micros(7), "second"));
        }

        assertThat(Recording.read(file).entries())
                .containsExactly(
                        new Entry.State(1, micros(10), "first"), new Entry.State(2, micros(60_000_007), "second"));
    }

    @Test
    void time_does_not_run_backwards_where_the_clock_was_set_back_between_two_parts() throws IOException {
        Path file = written(List.of(new Entry.State(1, micros(1_000), "first")));
        try (var writer = RecordingWriter.open(file, START.minusSeconds(3600))) {
            writer.write(new Entry.State(2, micros(7), "second"));
        }

        assertThat(Recording.read(file).entries()).last().isEqualTo(new Entry.State(2, micros(1_007), "second"));
    }

    @Test
    void one_writer_at_a_time() throws IOException {
        Path file = folder.resolve("recording");
        try (var first = RecordingWriter.open(file)) {
            assertThatThrownBy(() -> RecordingWriter.open(file))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("already");
            first.write(new Entry.End(1, first.elapsed()));
        }
        try (var second = RecordingWriter.open(file)) {
            second.write(new Entry.End(2, second.elapsed()));
        }
        assertThat(Recording.read(file).sessions()).containsExactly(1, 2);
    }

    @Test
    void a_file_whose_opening_ended_in_an_error_can_be_opened_again() throws IOException {
        Path file = written(List.of(new Entry.End(1, micros(1))));
        var error = new OutOfMemoryError("as if");

        assertThatThrownBy(() -> RecordingFile.open(file, (name, in) -> {
                    throw error;
                }))
                .isSameAs(error);

        Entries.write(file, START, List.of(new Entry.End(2, micros(1))));
        assertThat(Recording.read(file).sessions()).containsExactly(1, 2);
    }

    @Test
    void one_writer_at_a_time_under_whatever_name() throws IOException {
        Path file = written(List.of());
        Path symbolic = Files.createSymbolicLink(folder.resolve("symbolic"), file);
        Path hard = Files.createLink(folder.resolve("hard"), file);
        try (var first = RecordingWriter.open(file)) {
            first.write(new Entry.End(1, first.elapsed()));
            for (Path other : List.of(symbolic, hard)) {
                assertThatThrownBy(() -> RecordingWriter.open(other))
                        .isInstanceOf(IOException.class)
                        .hasMessageContaining("already");
            }
        }
        Entries.write(symbolic, START, List.of(new Entry.End(2, micros(1))));
        Entries.write(hard, START, List.of(new Entry.End(Integer.MAX_VALUE, micros(1))));
        assertThat(Recording.read(file).sessions()).containsExactly(1, 2, Integer.MAX_VALUE);
    }

    @Test
    void entries_of_many_threads_are_whole() throws Exception {
        Path file = folder.resolve("recording");
        int threads = 8;
        int each = 200;
        var go = new CountDownLatch(1);
        try (var writer = RecordingWriter.open(file)) {
            List<Thread> all = new ArrayList<>();
            for (int i = 0; i < threads; i++) {
                all.add(new Thread(() -> writeMany(writer, each, go)));
            }
            all.forEach(Thread::start);
            go.countDown();
            for (Thread thread : all) {
                thread.join();
            }
        }

        Recording read = Recording.read(file);
        assertThat(read.isCut()).isFalse();
        assertThat(read.sessions()).hasSize(threads);
        assertThat(read.entries()).hasSize(threads * each);
    }

    private static void writeMany(RecordingWriter writer, int count, CountDownLatch go) {
        try {
            go.await();
            int session = writer.newSession();
            for (int i = 0; i < count; i++) {
                writer.write(new Entry.Bytes(session, writer.elapsed(), new byte[i]));
            }
        } catch (IOException | InterruptedException e) {
            throw new AssertionError(e);
        }
    }

    /** Where a channel would be closed for all. */
    @Test
    void a_thread_that_is_interrupted_records_all_the_same() throws IOException {
        Path file = folder.resolve("recording");
        try (var writer = RecordingWriter.open(file)) {
            Thread.currentThread().interrupt();
            writer.write(new Entry.End(1, micros(0)));
            assertThat(Thread.interrupted()).isTrue();
            writer.write(new Entry.End(2, micros(0)));
        }
        assertThat(Recording.read(file).sessions()).containsExactly(1, 2);
    }

    @Test
    void a_closed_writer_writes_nothing() throws IOException {
        Path file = folder.resolve("recording");
        var writer = RecordingWriter.open(file);
        writer.close();
        writer.close();

        assertThatThrownBy(() -> writer.write(new Entry.End(1, micros(0))))
                .isInstanceOf(IOException.class)
                .hasMessageContaining("closed");
        assertThat(Recording.read(file).entries()).isEmpty();
    }

    @Test
    void a_disk_that_is_full_fails_the_entry() throws IOException {
        Path full = Path.of("/dev/full");
        assumeTrue(Files.exists(full), "has no /dev/full");

        try (RecordingFile file =
                RecordingFile.locked(full, full, RecordingReader::of)) { // as if it were a regular one
            assertThatThrownBy(() -> file.append(new byte[] {1}))
                    .isInstanceOf(IOException.class)
                    .hasMessageContaining("No space left");
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/dev/null", "/dev/zero", "/dev/full"})
    void a_device_is_refused(Path device) {
        assumeTrue(Files.exists(device), "has no such device");

        assertThatThrownBy(() -> RecordingWriter.open(device))
                .isInstanceOf(IOException.class)
                .hasMessage(device + " is not a regular file");
    }

    @Test
    void a_folder_that_is_missing_or_in_place_of_the_file_is_refused() {
        assertThatThrownBy(() -> RecordingWriter.open(folder.resolve("no/file")))
                .isInstanceOf(IOException.class);
        assertThatThrownBy(() -> RecordingWriter.open(folder)).isInstanceOf(IOException.class);
    }

    @Test
    void kinds_of_later_versions_are_skipped() throws IOException {
        Path file = written(List.of(new Entry.End(1, micros(0))));
        Files.writeString(file, "WEATHER 1 5 5\nsunny\n", StandardOpenOption.APPEND);
        try (var writer = RecordingWriter.open(file, START)) {
            writer.write(new Entry.End(2, micros(9)));
        }

        assertThat(Recording.read(file).entries())
                .containsExactly(new Entry.End(1, micros(0)), new Entry.End(2, micros(14))); // 9 after what was skipped
        assertThat(Files.readString(file)).contains("WEATHER");
    }

    @ParameterizedTest
    @MethodSource("entriesThatTheFormatDoesNotHave")
    void what_the_reader_would_call_damaged_is_not_written(Entry entry) throws IOException {
        Path file = folder.resolve("recording");
        try (var writer = RecordingWriter.open(file, START)) {
            long before = Files.size(file);

            assertThatThrownBy(() -> writer.write(entry)).isInstanceOf(IllegalArgumentException.class);

            assertThat(Files.size(file)).isEqualTo(before);
            writer.write(new Entry.End(1, micros(1)));
        }
        assertThat(Recording.read(file).entries()).containsExactly(new Entry.End(1, micros(1)));
    }

    static List<Entry> entriesThatTheFormatDoesNotHave() {
        String longest = "x".repeat(1 << 20);
        Headers headers = Headers.none().add("X-Long", longest);
        return List.of(
                new Entry.Attempt(1, micros(0), 1, "GET", "http://h/", headers),
                new Entry.Head(1, micros(0), new ResponseHead(200, headers, "h2")),
                new Entry.Failed(1, micros(0), Phase.BODY, longest),
                new Entry.State(1, micros(0), longest + "x"),
                new Entry.Bytes(1, micros(0), new byte[(64 << 20) + 1]),
                new Entry.Head(1, micros(0), new ResponseHead(99, Headers.none(), "h2")),
                new Entry.Head(1, micros(0), new ResponseHead(1000, Headers.none(), "h2")),
                new Entry.End(1, micros(1_000_000_000_000_000L)),
                new Entry.End(1, Duration.ofSeconds(Long.MAX_VALUE)));
    }

    @Test
    void the_longest_and_latest_entries_of_the_format_are_written_and_read() throws IOException {
        List<Entry> longest = List.of(
                new Entry.State(1, micros(0), "x".repeat(1 << 20)),
                new Entry.Bytes(1, micros(0), new byte[1 << 21]),
                new Entry.End(1, micros(999_999_999_999_999L)));

        assertThat(Recording.read(written(longest)).entries()).isEqualTo(longest);
    }

    @Test
    void the_phase_of_a_failure_is_kept() throws IOException {
        var failed = new Entry.Failed(1, micros(3), Phase.TLS, "java.io.EOFException: gone\nin two lines");

        assertThat(Recording.read(written(List.of(failed))).entries()).containsExactly(failed);
    }

    private Path written(List<Entry> entries) throws IOException {
        Path file = folder.resolve("recording");
        Entries.write(file, START, entries);
        return file;
    }

    private static Duration micros(long count) {
        return Duration.ofNanos(1_000 * count);
    }
}
