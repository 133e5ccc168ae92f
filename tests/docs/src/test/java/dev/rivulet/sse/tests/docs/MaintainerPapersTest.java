package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Document;
import dev.rivulet.sse.tests.support.SourceTree;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What maintainers read leads to what is there. */
class MaintainerPapersTest {
    private static final Pattern SCRIPT = Pattern.compile("\\.ci/[a-z-]+");

    @ParameterizedTest
    @ValueSource(strings = {"CONTRIBUTING.md", "SECURITY.md", "docs/architecture.md", "docs/releasing.md"})
    void its_links_lead_somewhere(String file) {
        assertThat(Document.at(file).linked())
                .isNotEmpty()
                .allSatisfy(linked -> assertThat(linked).exists());
    }

    @ParameterizedTest
    @ValueSource(strings = {"CONTRIBUTING.md", "docs/releasing.md"})
    void the_scripts_that_it_names_are_there(String file) {
        List<String> scripts = SCRIPT.matcher(Document.at(file).text())
                .results()
                .map(found -> found.group())
                .toList();

        assertThat(scripts)
                .isNotEmpty()
                .allSatisfy(
                        script -> assertThat(SourceTree.root().resolve(script)).exists());
    }
}
