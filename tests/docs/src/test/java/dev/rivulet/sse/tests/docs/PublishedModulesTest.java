package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What the POMs say of modules that are published. What comes of it is for .ci/rehearse to check. */
class PublishedModulesTest {
    private static final String BOM = "rivulet-bom";
    private static final Pattern MODULE = Pattern.compile("<module>(.*?)</module>");
    private static final Pattern MANAGED = Pattern.compile("<dependency>\\s*<groupId>dev\\.rivulet</groupId>\\s*"
            + "<artifactId>(.*?)</artifactId>\\s*<version>\\$\\{project\\.version}</version>\\s*</dependency>");

    @Test
    void the_bom_lists_each_published_module_and_nothing_else() {
        String bom = pom(BOM);

        List<String> listed =
                MANAGED.matcher(bom).results().map(found -> found.group(1)).toList();

        assertThat(listed)
                .isNotEmpty()
                .containsExactlyInAnyOrderElementsOf(published().stream()
                        .map(module -> module.substring(module.lastIndexOf('/') + 1))
                        .toList());
        assertThat(bom.split("<dependency>")).as("its dependencies").hasSize(listed.size() + 1);
    }

    @Test
    void each_published_module_has_a_name_and_a_description_of_its_own() {
        assertThat(published())
                .allSatisfy(module -> assertThat(pom(module))
                        .containsPattern("\n  <name>Rivulet: .+</name>")
                        .containsPattern("\n  <description>.+</description>"));
    }

    private static List<String> published() {
        return MODULE.matcher(pom("."))
                .results()
                .map(found -> found.group(1))
                .filter(module -> !module.matches("(examples|tests)/.*") && !module.equals(BOM))
                .filter(module -> !pom(module).contains("<maven.deploy.skip>true</maven.deploy.skip>"))
                .toList();
    }

    private static String pom(String module) {
        Path file = SourceTree.root().resolve(module).resolve("pom.xml");
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
