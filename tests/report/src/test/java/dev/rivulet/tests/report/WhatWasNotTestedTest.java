package dev.rivulet.tests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/** At the end of a build: which tests were skipped, and why; and which parts were left to {@code -Pfull}. */
class WhatWasNotTestedTest {
    private static final Path ROOT = Path.of("../..").toAbsolutePath().normalize();
    private static final Path LEFT = Path.of("target", "left-by-verify.txt");
    private static final String PART = System.getProperty("rivulet.tests", "full");

    private static Reports reports;

    @BeforeAll
    static void read() {
        String started = System.getProperty("build.started");
        assumeTrue(started != null, "needs the build's start, which Maven passes");
        reports = new Reports(ROOT, Instant.parse(started));
    }

    @Test
    void each_test_that_was_skipped_says_why() throws IOException {
        System.out.println(text(reports.tests(), reports.skipped()));

        assertThat(reports.skipped()).noneMatch(test -> test.reason().isBlank());
    }

    @Test
    void the_rest_takes_each_test_that_verify_has_left() throws IOException {
        switch (PART) {
            case "verify" -> Files.write(LEFT, lines(reports.left()));
            case "rest" -> {
                assumeTrue(Files.exists(LEFT), "needs a verify of the same tree before it");
                assertThat(Files.readAllLines(LEFT).stream().map(TestName::parse))
                        .filteredOn(left -> reports.taken().stream().noneMatch(test -> test.isOf(left)))
                        .as("left by verify, and not taken by the rest: has it a tag, and does its module test now?")
                        .isEmpty();
            }
            default ->
                assertThat(reports.skipped()).noneMatch(test -> test.reason().contains("left to -Pfull"));
        }
    }

    private static List<String> lines(Set<TestName> names) {
        return names.stream().map(TestName::toString).sorted().toList();
    }

    private static String text(long tests, List<SkippedTest> skipped) throws IOException {
        StringBuilder text = new StringBuilder(
                "%n== %,d tests in this build, %,d of them skipped%n".formatted(tests, skipped.size()));
        Map<String, Map<String, List<SkippedTest>>> byModule = skipped.stream()
                .collect(Collectors.groupingBy(
                        SkippedTest::module,
                        TreeMap::new,
                        Collectors.groupingBy(SkippedTest::reason, TreeMap::new, Collectors.toList())));
        byModule.forEach((module, byReason) -> {
            text.append(module).append(System.lineSeparator());
            byReason.forEach(
                    (reason, list) -> text.append("  %4d  %s (%s)%n".formatted(list.size(), reason, classes(list))));
        });
        if (PART.equals("verify")) {
            text.append("Left to mvn -B verify -Pfull:").append(System.lineSeparator());
            lanes().forEach(lane -> text.append("  ").append(lane).append(System.lineSeparator()));
        }
        return text.toString();
    }

    private static String classes(List<SkippedTest> skipped) {
        return skipped.stream()
                .map(test -> test.name().simpleClassName())
                .distinct()
                .sorted()
                .collect(Collectors.joining(", "));
    }

    private static List<String> lanes() throws IOException {
        try (InputStream in = WhatWasNotTestedTest.class.getResourceAsStream("/lanes-of-full.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
