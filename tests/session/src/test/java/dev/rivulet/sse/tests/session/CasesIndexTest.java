package dev.rivulet.sse.tests.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.SourceTree;
import java.io.IOException;
import java.io.InputStream;
import java.lang.reflect.Method;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * That each fault reported of another client ({@code cases.tsv}) and each rule of the design's sections 7 and 8 ({@code
 * rules.tsv}) names tests that are there. What is still to come has a dash for its test, and says what it waits for.
 */
class CasesIndexTest {
    private static final String HERE = "tests/session";
    private static final Map<String, Integer> CASES = Map.ofEntries(
            Map.entry("http", 24),
            Map.entry("http2", 10),
            Map.entry("proxy", 6),
            Map.entry("tls", 4),
            Map.entry("compression", 8),
            Map.entry("reconnect", 16),
            Map.entry("resume", 9),
            Map.entry("dedup", 6),
            Map.entry("close", 6),
            Map.entry("timeout", 8),
            Map.entry("threading", 2),
            Map.entry("memory", 5),
            Map.entry("backpressure", 2),
            Map.entry("limits", 3),
            Map.entry("llm", 15),
            Map.entry("mcp", 6),
            Map.entry("auth", 3),
            Map.entry("redirect", 5),
            Map.entry("usability", 8));

    /** A line of an index: what, in which area, and which test shows it. */
    private record Line(String what, String area, String module, String test, String method) {}

    @Test
    void every_case_of_every_area_is_listed() throws IOException {
        Map<String, Integer> listed = read("/cases.tsv").stream()
                .collect(Collectors.groupingBy(
                        Line::area,
                        Collectors.collectingAndThen(Collectors.mapping(Line::what, Collectors.toSet()), Set::size)));
        assertThat(listed).isEqualTo(CASES);
    }

    @Test
    void every_rule_has_a_test_or_says_what_it_waits_for() throws IOException {
        assertThat(read("/rules.tsv")).allMatch(line -> line.area().matches("[78]"));
    }

    @Test
    void every_test_that_is_named_is_there() throws IOException {
        Set<String> missing = new TreeSet<>();
        for (String index : List.of("/cases.tsv", "/rules.tsv")) {
            for (Line line : read(index)) {
                if (!line.module().equals("-") && !exists(line)) {
                    missing.add(line.module() + " " + line.test() + "." + line.method());
                }
            }
        }
        assertThat(missing).isEmpty();
    }

    private static boolean exists(Line line) throws IOException {
        return line.module().equals(HERE) ? isMethodHere(line) : isMethodThere(line);
    }

    private static boolean isMethodHere(Line line) {
        try {
            Class<?> test = Class.forName(CasesIndexTest.class.getPackageName() + "." + line.test());
            return Arrays.stream(test.getDeclaredMethods())
                    .anyMatch(method -> method.getName().equals(line.method()) && isTest(method));
        } catch (ClassNotFoundException absent) {
            return false;
        }
    }

    private static boolean isTest(Method method) {
        return Arrays.stream(method.getAnnotations())
                .anyMatch(each -> each.annotationType().getSimpleName().endsWith("Test"));
    }

    /** Of another module's tests only the sources are in reach. */
    private static boolean isMethodThere(Line line) throws IOException {
        try (Stream<Path> files =
                Files.walk(SourceTree.root().resolve(line.module()).resolve("src/test/java"))) {
            for (Path file :
                    files.filter(each -> each.endsWith(line.test() + ".java")).toList()) {
                if (Files.readString(file).contains(" void " + line.method() + "(")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static List<Line> read(String index) throws IOException {
        try (InputStream in = CasesIndexTest.class.getResourceAsStream(index)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.startsWith("#"))
                    .map(line -> line.split("\t", -1))
                    .map(part -> new Line(part[0], part[1], part[2], part[3], part[4]))
                    .toList();
        }
    }
}
