package dev.rivulet.sse.tests.docs;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.recording.Entry;
import dev.rivulet.sse.recording.RecordingReader;
import dev.rivulet.sse.recording.RecordingWriter;
import dev.rivulet.sse.tests.support.SourceTree;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
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
