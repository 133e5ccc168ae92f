package dev.rivulet.examples.llm;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Document;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The README shows the code as it is. */
class ReadmeTest {
    private static final Document README = Document.at("examples/llm-chat/README.md");

    @Test
    void its_code_is_that_of_the_example() {
        assertThat(README.blocks("java")).hasSize(4);
        assertThat(README.codeThatIsNotIn(Path.of("src"))).isEmpty();
    }

    @Test
    void what_it_links_to_is_there() {
        assertThat(README.linked())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).exists());
    }
}
