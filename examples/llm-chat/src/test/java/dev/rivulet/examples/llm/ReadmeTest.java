package dev.rivulet.examples.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Document;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The README shows the code as it is. */
class ReadmeTest {
    private static final Document README = Document.at("examples/llm-chat/README.md");

    @Test
    void its_code_is_that_of_the_example() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("src"))) {
            String sources = files.filter(file -> file.toString().endsWith(".java"))
                    .map(ReadmeTest::read)
                    .collect(Collectors.joining());

            assertThat(README.blocks("java"))
                    .hasSize(4)
                    .allMatch(block -> flat(sources).contains(flat(block)));
        }
    }

    @Test
    void what_it_links_to_is_there() {
        assertThat(README.linked())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).exists());
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** In one line, wherever the formatter breaks it. */
    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }
}
