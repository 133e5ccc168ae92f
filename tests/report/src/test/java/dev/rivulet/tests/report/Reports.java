package dev.rivulet.tests.report;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import javax.xml.parsers.DocumentBuilderFactory;
import org.w3c.dom.Element;
import org.w3c.dom.NodeList;

/** The reports that Surefire wrote in the modules of a tree since the build began. */
final class Reports {
    private final Path root;
    private final Instant since;
    private final List<SkippedTest> skipped = new ArrayList<>();
    private final Set<TestName> taken = new HashSet<>();
    private long tests;

    Reports(Path root, Instant since) {
        this.root = root;
        this.since = since;
        files().forEach(this::add);
    }

    /** How many tests there were, skipped ones included. */
    long tests() {
        return tests;
    }

    List<SkippedTest> skipped() {
        return List.copyOf(skipped);
    }

    /** What this part of the tests leaves to another. */
    Set<TestName> left() {
        return skipped.stream()
                .filter(SkippedTest::isLeft)
                .map(SkippedTest::name)
                .collect(Collectors.toSet());
    }

    /** What ran, or was skipped for want of something. */
    Set<TestName> taken() {
        return Collections.unmodifiableSet(taken);
    }

    private void add(Path file) {
        NodeList cases = read(file).getElementsByTagName("testcase");
        tests += cases.getLength();
        for (int i = 0; i < cases.getLength(); i++) {
            Element test = (Element) cases.item(i);
            TestName name = TestName.of(module(file), test);
            NodeList marks = test.getElementsByTagName("skipped");
            if (marks.getLength() == 0) {
                taken.add(name);
                continue;
            }
            SkippedTest mark = new SkippedTest(name, reason((Element) marks.item(0)));
            skipped.add(mark);
            if (!mark.isLeft()) {
                taken.add(name);
            }
        }
    }

    private String module(Path report) {
        return root.relativize(report.getParent().getParent().getParent()).toString();
    }

    /** The attribute; or the first line of the text, which begins with the exception's class. */
    private static String reason(Element skipped) {
        String message = skipped.getAttribute("message");
        if (message.isBlank()) {
            message = skipped.getTextContent().strip().lines().findFirst().orElse("");
        }
        return message.replaceFirst("^[\\w.]+Exception: ", "")
                .replaceFirst("^Assumption failed: ", "")
                .replaceFirst("^Disabled on JRE version: .* ==> ", "")
                .replaceFirst("^System property .* ==> ", "")
                .strip();
    }

    private List<Path> files() {
        try (Stream<Path> files = Files.find(
                root,
                6,
                (file, attributes) -> isReport(file)
                        && !attributes.lastModifiedTime().toInstant().isBefore(since))) {
            return files.sorted().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static boolean isReport(Path file) {
        String name = file.getFileName().toString();
        return file.getParent().endsWith("target/surefire-reports")
                && name.startsWith("TEST-")
                && name.endsWith(".xml");
    }

    private static Element read(Path file) {
        try {
            return DocumentBuilderFactory.newInstance()
                    .newDocumentBuilder()
                    .parse(file.toFile())
                    .getDocumentElement();
        } catch (Exception e) {
            throw new IllegalStateException("cannot read " + file, e);
        }
    }
}
