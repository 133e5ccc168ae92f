package dev.rivulet.sse.tests.kits;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tck.TransportTck;
import dev.rivulet.sse.tests.support.SourceTree;
import java.io.IOException;
import java.lang.reflect.Method;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** That the rules which the SPI's documentation names, those that the kit tests, and those that are broken are the same. */
class RuleIndexTest {
    private static final Path CORE = SourceTree.root().resolve("sse-core/src/main/java/dev/rivulet/sse");
    private static final List<Path> DOCUMENTATION = List.of(CORE.resolve("spi"), CORE.resolve("http"));
    private static final Pattern RULE = Pattern.compile("<b>([a-z0-9]+-[0-9]+)</b>");

    @Test
    void each_rule_that_is_documented_has_a_test_of_its_name_and_no_test_has_another() throws IOException {
        assertThat(tested()).isEqualTo(documented());
    }

    @Test
    void each_rule_has_a_backend_that_breaks_it() throws IOException {
        assertThat(sorted(Broken.ALL.stream().map(Broken::rule))).isEqualTo(documented());
    }

    @Test
    void each_test_bears_the_name_of_a_rule() {
        assertThat(tests()).isNotEmpty().allMatch(test -> test.matches("[a-z0-9]+_[0-9]+_[a-z].*"));
    }

    private static Set<String> documented() throws IOException {
        Set<String> rules = new TreeSet<>();
        for (Path folder : DOCUMENTATION) {
            try (Stream<Path> files = Files.list(folder)) {
                for (Path file : files.toList()) {
                    RULE.matcher(Files.readString(file))
                            .results()
                            .map((MatchResult each) -> each.group(1))
                            .forEach(rules::add);
                }
            }
        }
        return rules;
    }

    private static Set<String> tested() {
        return sorted(tests().stream().map(Broken::ruleOf));
    }

    /** The names of the tests in the kit's topics, which its nested classes inherit. */
    private static List<String> tests() {
        return Arrays.stream(TransportTck.class.getDeclaredClasses())
                .flatMap(topic -> Arrays.stream(topic.getSuperclass().getDeclaredMethods()))
                .filter(RuleIndexTest::isTest)
                .map(Method::getName)
                .toList();
    }

    private static boolean isTest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(each -> each.annotationType().getSimpleName().endsWith("Test"));
    }

    private static Set<String> sorted(Stream<String> rules) {
        return rules.collect(Collectors.toCollection(TreeSet::new));
    }
}
