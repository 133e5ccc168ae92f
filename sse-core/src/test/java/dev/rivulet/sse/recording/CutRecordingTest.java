package dev.rivulet.sse.recording;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.property.Property;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Recordings that are not whole. */
class CutRecordingTest {
    private static final Instant START = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    Path folder;

    @Test
    void cut_at_any_byte_it_is_read_up_to_the_cut() {
        Property.check(100, in -> {
            List<Entry> entries = in.note("entries", in.list(12, () -> Entries.any(in)));
            Written written = Written.of(entries);
            for (int cut = 0; cut <= written.bytes.length; cut++) {
                readsUpTo(cut, written, entries);
            }
        });
    }

    private static void readsUpTo(int cut, Written written, List<Entry> entries) throws IOException {
        byte[] part = Arrays.copyOf(written.bytes, cut);
        int whole =
                (int) written.ends.stream().filter(end -> end <= part.length).count();
        try (var reader = RecordingReader.of("it", new ByteArrayInputStream(part))) {
            assertThat(all(reader)).as("cut at %d", cut).isEqualTo(entries.subList(0, Math.max(0, whole - 1)));
            long end = whole == 0 ? 0 : written.ends.get(whole - 1);
            assertThat(reader.offset()).as("cut at %d", cut).isEqualTo(end);
            assertThat(reader.isCut()).as("cut at %d", cut).isEqualTo(end < cut || whole == 0);
        }
    }

    @Test
    void cut_at_any_byte_after_the_name_of_the_format_it_is_continued_after_the_last_whole_entry() throws IOException {
        Written written = Written.of(Entries.all());
        var added = new Entry.State(9, Entries.micros(5), "continued");
        for (int cut = "SSE-RECORDING".length(); cut <= written.bytes.length; cut++) {
            Path file = Files.write(folder.resolve("recording"), Arrays.copyOf(written.bytes, cut));
            int before = Recording.read(file).entries().size();

            Entries.write(file, START, List.of(added));

            Recording read = Recording.read(file);
            assertThat(read.isCut()).as("cut at %d", cut).isFalse();
            assertThat(read.entries()).as("cut at %d", cut).hasSize(before + 1);
            assertThat(((Entry.State) read.entries().get(before)).text()).isEqualTo("continued");
        }
    }

    @Test
    void a_file_that_holds_less_than_the_name_of_the_format_is_refused_and_kept() throws IOException {
        for (int length = 1; length < "SSE-RECORDING".length(); length++) {
            String content = "SSE-RECORDING".substring(0, length);
            Path file = Files.writeString(folder.resolve("short"), content);

            assertThatThrownBy(() -> RecordingWriter.open(file))
                    .isInstanceOf(MalformedRecordingException.class)
                    .hasMessageContaining(file + " cannot be continued as a recording: ");
            assertThat(Files.readString(file)).isEqualTo(content);
            assertThat(Recording.read(file).isCut()).isTrue();
        }
    }

    @Test
    void an_empty_file_is_continued() throws IOException {
        Path file = Files.createFile(folder.resolve("empty"));

        Entries.write(file, START, Entries.all());

        assertThat(Recording.read(file).entries()).isEqualTo(Entries.all());
    }

    @Test
    void continued_and_cut_at_any_byte_it_is_read_up_to_the_cut() throws IOException {
        Path file = folder.resolve("recording");
        Entries.write(file, START, List.of(new Entry.End(1, Entries.micros(1))));
        long first = Files.size(file);
        Entries.write(file, START, List.of(new Entry.End(2, Entries.micros(1))));
        byte[] both = Files.readAllBytes(file);
        for (int cut = (int) first; cut < both.length; cut++) {
            Files.write(file, Arrays.copyOf(both, cut));
            assertThat(Recording.read(file).sessions()).as("cut at %d", cut).containsExactly(1);
        }
        Files.write(file, both);
        assertThat(Recording.read(file).sessions()).containsExactly(1, 2);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "garbage\n",
                "BYTES 1 2\n",
                "BYTES 1 2 -3\nabc\n",
                "BYTES 1 2 3\nabcd\n",
                "BYTES 1 2 999999999\nabc\n",
                "bytes 1 2 3\nabc\n",
                "FAILED 1 2 3\nabc\n",
                "FAILED 1 2 5\nNOT x\n",
                "HEAD 1 2 8\nx http/1\n",
                "HEAD 1 2 12\n200 h2\nno: \n\n",
                "HEAD 1 2 9\n200 h2\nno\n",
                "HEAD 1 2 5\n99 h2\n",
                "HEAD 1 2 7\n1000 h2\n",
                "HEAD 1 2 6\n-99 h2\n",
                "ATTEMPT 1 2 5\n1 GET\n",
                "ATTEMPT 1 2 1048577\n1 GET http://h/\n",
                "HEAD 1 2 67108864\n200 h2\n",
                "FAILED 1 2 1048577\nBODY x\n",
                "STATE 1 2 1048577\nopen\n",
                "END 1 2 1048577\n\n",
                "WEATHER 1 2 1048577\nsunny\n",
                "BYTES 1 2 67108865\nabc\n",
                "BYTES 2147483648 2 3\nabc\n",
                "SSE-RECORDING 1 yesterday\n",
                "SSE-RECORDING 2 2026-03-01T12:00:00Z\n",
                "\n",
                "\0\0\0\n",
            })
    void damage_is_reported_with_its_place_after_everything_before_it(String damage) throws IOException {
        byte[] good = Written.of(Entries.all()).bytes;
        byte[] after = Written.of(List.of(new Entry.End(5, Entries.micros(1)))).bytes;
        Path file = Files.write(folder.resolve("recording"), joined(good, damage.getBytes(UTF_8), after));

        try (var reader = RecordingReader.open(file)) {
            for (Entry expected : Entries.all()) {
                assertThat(reader.next()).isEqualTo(expected);
            }
            assertThatThrownBy(reader::next)
                    .isInstanceOfSatisfying(
                            MalformedRecordingException.class,
                            e -> assertThat(e.offset()).isEqualTo(good.length))
                    .hasMessageContaining(file + " is damaged at byte " + good.length + ": ");
            assertThat(reader.next()).isNull();
            assertThat(reader.isCut()).isFalse();
        }
        assertThatThrownBy(() -> Recording.read(file)).isInstanceOf(MalformedRecordingException.class);
        assertThatThrownBy(() -> RecordingWriter.open(file)).isInstanceOf(MalformedRecordingException.class);
        assertThat(Files.size(file)).isEqualTo(good.length + damage.getBytes(UTF_8).length + after.length);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "data: a\n\n",
                "x",
                "\n",
                "SSE-RECORDING\n",
                "SSE-RECORDING x y\n",
                "SSE-RECORDING 1\n",
                "SSE-recording 1 ",
                "SSE-RECORDING 2 20"
            })
    void a_file_that_is_not_a_recording_is_refused_and_kept(String content) throws IOException {
        Path file = Files.writeString(folder.resolve("stream"), content);

        assertThatThrownBy(() -> Recording.read(file))
                .isInstanceOf(MalformedRecordingException.class)
                .hasMessageContaining(file + " cannot be read as a recording: ");
        assertThatThrownBy(() -> RecordingWriter.open(file)).isInstanceOf(MalformedRecordingException.class);
        assertThat(Files.readString(file)).isEqualTo(content);
    }

    @Test
    void a_long_file_without_a_line_end_is_not_read_to_its_end() throws IOException {
        Path file = Files.write(folder.resolve("zeros"), new byte[1 << 20]);

        assertThatThrownBy(() -> Recording.read(file)).isInstanceOf(MalformedRecordingException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"SSE-RECORDING 2 2026-03-01T12:00:00Z", "SSE-RECORDING 2", "SSE-RECORDING 2 in another way"})
    void a_newer_version_is_named_and_not_continued(String first) throws IOException {
        Path file = Files.writeString(folder.resolve("newer"), first + "\nwhatever");

        assertThatThrownBy(() -> Recording.read(file))
                .isInstanceOf(MalformedRecordingException.class)
                .hasMessageContaining("it has version 2 of the format, and this version of Rivulet reads version 1");
        assertThatThrownBy(() -> RecordingWriter.open(file)).isInstanceOf(MalformedRecordingException.class);
        assertThat(Files.readString(file)).endsWith("whatever");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "SSE", "SSE-RECORDING 1 2026", "data: a\n\n", "SSE-RECORDING 9 x\nmore"})
    void the_beginning_of_a_stream_is_looked_at_and_left_there(String content) throws IOException {
        var in = new ByteArrayInputStream(content.getBytes(UTF_8));

        assertThat(RecordingReader.isRecording(in)).isEqualTo(content.startsWith("SSE-RECORDING "));
        assertThat(new String(in.readAllBytes(), UTF_8)).isEqualTo(content);
    }

    private static List<Entry> all(RecordingReader reader) throws IOException {
        List<Entry> entries = new ArrayList<>();
        for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
            entries.add(entry);
        }
        return entries;
    }

    private static byte[] joined(byte[]... parts) {
        var all = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            all.writeBytes(part);
        }
        return all.toByteArray();
    }

    /** A recording, and where its first line and each of its entries end. */
    private record Written(byte[] bytes, List<Long> ends) {
        static Written of(List<Entry> entries) throws IOException {
            var out = new ByteArrayOutputStream();
            List<Long> ends = new ArrayList<>();
            try (var writer = RecordingWriter.to(out, START)) {
                ends.add((long) out.size());
                for (Entry entry : entries) {
                    writer.write(entry);
                    ends.add((long) out.size());
                }
            }
            return new Written(out.toByteArray(), ends);
        }
    }
}
