package dev.rivulet.sse.tests.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.RecordingReader;
import dev.rivulet.sse.recording.RecordingWriter;
import dev.rivulet.sse.tests.support.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The document of the format of recordings says what is read and written. */
class RecordingsDocumentTest {
    @Test
    void its_example_is_a_recording_to_the_byte() throws IOException {
        String example = example();
        var written = new ByteArrayOutputStream();

        try (var reader = RecordingReader.of("the example", new ByteArrayInputStream(example.getBytes(UTF_8)));
                var writer = RecordingWriter.to(written, reader.start())) {
            for (Entry entry = reader.next(); entry != null; entry = reader.next()) {
                writer.write(entry);
            }
            assertThat(reader.isCut()).isFalse();
        }

        assertThat(written.toString(UTF_8)).isEqualTo(example).contains("ATTEMPT", "BYTES", "END");
    }

    @ParameterizedTest
    @ValueSource(
            classes = {
                Entry.Attempt.class,
                Entry.Head.class,
                Entry.Bytes.class,
                Entry.End.class,
                Entry.Failed.class,
                Entry.Cancelled.class,
                Entry.State.class,
            })
    void each_kind_is_in_its_table(Class<?> kind) throws IOException {
        assertThat(text()).contains("| `" + kind.getSimpleName().toUpperCase(Locale.ROOT) + "` |");
    }

    @Test
    void its_longest_payloads_are_those_that_are_written() throws IOException {
        assertThat(text())
                .containsPattern("at most 67108864 \\(64 MiB\\) where KIND is `BYTES`, else at most 1048576\\s");
        try (var writer = RecordingWriter.to(OutputStream.nullOutputStream(), Instant.EPOCH)) {
            writer.write(new Entry.State(1, Duration.ZERO, "x".repeat(1_048_576)));
            assertThatThrownBy(() -> writer.write(new Entry.Bytes(1, Duration.ZERO, new byte[67_108_865])))
                    .hasMessageContaining("67108864");
            assertThatThrownBy(() -> writer.write(new Entry.State(1, Duration.ZERO, "x".repeat(1_048_577))))
                    .hasMessageContaining("1048576");
        }
    }

    @Test
    void it_knows_all_kinds() {
        assertThat(Entry.class.getPermittedSubclasses()).hasSize(7);
    }

    /** The indented lines from the first line of a recording on, with the empty ones between them. */
    private static String example() throws IOException {
        String from = text().substring(text().indexOf("    SSE-RECORDING 1"));
        String block = from.substring(0, from.indexOf("\n\n\n##") + 2); // the last entry's line feed is an empty line
        return block.lines()
                        .map(line -> line.isEmpty() ? line : line.substring(4))
                        .collect(Collectors.joining("\n")) + "\n";
    }

    private static String text() throws IOException {
        return Files.readString(SourceTree.root().resolve("docs/recordings.md"));
    }
}
