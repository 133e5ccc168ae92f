package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Document;
import dev.rivulet.sse.tests.support.ExampleBackend;
import dev.rivulet.sse.tests.support.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The guide to writing a backend shows what the example has. */
class BackendGuideTest {
    private static final Document GUIDE = Document.at("docs/write-a-backend.md");
    private static final Pattern FILE = Pattern.compile("(?ms)^cat > (\\S+) <<'EOF'\n(.*?)^EOF$");
    private static final Pattern CLASSES = Pattern.compile("\\(`([A-Z]\\w+)`(?:, `([A-Z]\\w+)`)?\\)");
    private static final Pattern NAMED_RULE =
            Pattern.compile("\\b(?:open|close|thread|order|head|bytes|end|reuse|credit"
                    + "|cancel|request|config|proxy|fail|features)-[0-9]+\\b");
    private static final Path EXAMPLES = SourceTree.root().resolve("examples");
    private static final Pattern RULE = Pattern.compile("\\*\\*([a-z]+[0-9]*-[0-9]+)\\*\\*");

    static List<String> excerpts() {
        return GUIDE.blocks("java");
    }

    @Test
    void its_code_is_java_commands_or_text() {
        assertThat(GUIDE.languages()).isSubsetOf("java", "sh", "text");
    }

    @ParameterizedTest
    @MethodSource("excerpts")
    void an_excerpt_is_of_the_example(String excerpt) throws IOException {
        String shown = excerpt.stripIndent().strip();

        assertThat(ExampleBackend.files())
                .filteredOn(file -> file.toString().endsWith(".java"))
                .anySatisfy(file -> assertThat(unindented(file, shown)).contains(shown));
    }

    @Test
    void the_files_that_it_types_are_the_examples() {
        Map<String, String> typed = new TreeMap<>();
        for (String commands : GUIDE.blocks("sh")) {
            FILE.matcher(commands).results().forEach(file -> typed.put(file.group(1), file.group(2)));
        }

        assertThat(typed).hasSize(3).containsKey("pom.xml");
        typed.forEach((file, text) ->
                assertThat(read(ExampleBackend.root().resolve(file))).as(file).isEqualTo(text));
    }

    @Test
    void with_those_that_it_copies_they_are_all() throws IOException {
        String commands = String.join("", GUIDE.blocks("sh"));
        for (Path file : ExampleBackend.files()) {
            String name = ExampleBackend.root().relativize(file).toString().replace('\\', '/');
            String folder = name.replaceFirst("[^/]+$", "");
            assertThat(commands)
                    .satisfiesAnyOf(
                            all -> assertThat(all).contains("cat > " + name + " <<"),
                            all -> assertThat(all)
                                    .contains("/examples/urlconnection-backend/" + folder + "*.java " + folder));
        }
    }

    @Test
    void its_classes_are_of_the_asynchronous_example() {
        Path sources = EXAMPLES.resolve("httpclient5-backend/src/main/java/dev/rivulet/examples/httpclient5");
        List<String> named = CLASSES.matcher(GUIDE.text())
                .results()
                .flatMap(found -> Stream.of(found.group(1), found.group(2)))
                .filter(Objects::nonNull)
                .toList();

        assertThat(named)
                .isNotEmpty()
                .allSatisfy(name -> assertThat(sources.resolve(name + ".java")).exists());
    }

    @Test
    void the_rules_that_the_examples_name_are_of_the_specification() throws IOException {
        List<String> known = known();
        try (Stream<Path> files =
                Files.walk(EXAMPLES).filter(file -> file.toString().endsWith(".java"))) {
            List<String> named = files.flatMap(
                            file -> NAMED_RULE.matcher(read(file)).results())
                    .map(MatchResult::group)
                    .toList();

            assertThat(named)
                    .hasSizeGreaterThan(30)
                    .allSatisfy(rule -> assertThat(known).contains(rule));
        }
    }

    @Test
    void its_rules_are_of_the_specification() throws IOException {
        List<String> known = known();

        assertThat(rules(GUIDE.text()))
                .isNotEmpty()
                .allSatisfy(rule -> assertThat(known).contains(rule));
    }

    private static List<String> known() throws IOException {
        List<String> known = new ArrayList<>();
        for (String folder : List.of("spi", "http")) {
            try (Stream<Path> files = Files.list(SourceTree.root()
                    .resolve("sse-core/src/main/java/dev/rivulet/sse")
                    .resolve(folder))) {
                files.forEach(file ->
                        known.addAll(rules(read(file).replace("<b>", "**").replace("</b>", "**"))));
            }
        }
        return known;
    }

    @Test
    void its_links_lead_somewhere() {
        assertThat(GUIDE.linked())
                .isNotEmpty()
                .allSatisfy(file -> assertThat(file).exists());
    }

    /** The file, as far to the left as the excerpt's first line is. */
    private static String unindented(Path file, String excerpt) {
        String first = Pattern.quote(excerpt.lines().findFirst().orElseThrow());
        Matcher line = Pattern.compile("(?m)^( *)" + first + "$").matcher(read(file));
        StringBuilder all = new StringBuilder();
        while (line.find()) {
            all.append(read(file).replaceAll("(?m)^" + line.group(1), ""));
        }
        return all.toString();
    }

    private static List<String> rules(String text) {
        return RULE.matcher(text).results().map(found -> found.group(1)).toList();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
