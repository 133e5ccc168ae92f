package dev.rivulet.tests.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** At the end of a build: which tests were skipped, and why; and which parts were left to {@code -Pfull}. */
class WhatWasNotTestedTest {
    private final Path root = Path.of("../..").toAbsolutePath().normalize();

    @Test
    void each_test_that_was_skipped_says_why() throws IOException {
        String started = System.getProperty("build.started");
        assumeTrue(started != null, "needs the build's start, which Maven passes");
        Reports reports = new Reports(root, Instant.parse(started));
        List<SkippedTest> skipped = reports.skipped();

        System.out.println(text(reports.tests(), skipped));

        assertThat(skipped).noneMatch(test -> test.reason().isBlank());
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
        if (System.getProperty("rivulet.tests", "full").equals("verify")) {
            text.append("Left to mvn -B verify -Pfull:").append(System.lineSeparator());
            lanes().forEach(lane -> text.append("  ").append(lane).append(System.lineSeparator()));
        }
        return text.toString();
    }

    private static String classes(List<SkippedTest> skipped) {
        return skipped.stream().map(SkippedTest::test).distinct().sorted().collect(Collectors.joining(", "));
    }

    private static List<String> lanes() throws IOException {
        try (InputStream in = WhatWasNotTestedTest.class.getResourceAsStream("/lanes-of-full.txt")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8).lines().toList();
        }
    }
}
