package dev.rivulet.sse.tests.docs;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.SourceTree;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Words that readers have to translate are not used in code, comments, messages and documents. */
class PlainWordsTest {
    private static final Set<String> NOT_OURS = Set.of("target", "node_modules", ".git");
    // "Behind a proxy" is a place, and what is left behind is what remains.
    private static final Pattern PLACE = Pattern.compile(
            "(left|leaves?|stays)( \\w+){0,4} behind|behind ((a|the) )?(bad )?(gateway|nginx|network|proxy)");
    private static final Pattern READ = Pattern.compile(".*\\.(java|kt|md|sh|yml)|run|sse");

    /** A habit, and what to write instead. */
    enum Habit {
        BEHIND("after", "[Bb]ehind"),
        TOLD("reported, returned, logged, got", "[Tt]old|[Tt]ells"),
        NOBODY("no caller, no subscriber, no thread", "[Nn]obodys?"),
        WHOEVER("any caller, the first thread", "[Ww]hoever"),
        GOES_ON("continues", "([Gg]o|[Gg]oes|[Gg]oing|[Ww]ent|gone) on"),
        BUT_FOR("except", "[Bb]ut for"),
        BY_ITSELF("automatically, on its own", "by (itself|themselves)");

        private final String instead;
        private final Pattern pattern;

        Habit(String instead, String words) {
            this.instead = instead;
            this.pattern = Pattern.compile("\\b(" + words + ")\\b");
        }

        /** Whether it is in a line of {@link #words}. */
        boolean isIn(String words) {
            return pattern.matcher(words).find();
        }
    }

    @ParameterizedTest
    @EnumSource
    void is_used_nowhere(Habit habit) {
        assertThat(Tree.LINES.stream().filter(line -> habit.isIn(line.words)))
                .as("instead: %s", habit.instead)
                .isEmpty();
    }

    @Test
    void much_is_read() {
        assertThat(Tree.LINES.stream().map(Line::file).distinct()).hasSizeGreaterThan(700);
    }

    @ParameterizedTest
    @CsvSource({
        "BEHIND, the bytes behind the end",
        "BEHIND, void an_id_comes_behind_its_event() {",
        "TOLD, The subscriber is told.",
        "GOES_ON, it Goes on there",
    })
    void is_found_in(Habit habit, String line) {
        assertThat(habit.isIn(words(line))).isTrue();
    }

    @ParameterizedTest
    @CsvSource({"BEHIND, an nginx behind a proxy", "BEHIND, void a_process_leaves_no_lock_behind() {", "TOLD, untold"})
    void is_not_found_in(Habit habit, String line) {
        assertThat(habit.isIn(words(line))).isFalse();
    }

    /** Names and prose alike, without the places. */
    private static String words(String line) {
        return PLACE.matcher(line.replace('_', ' ')).replaceAll("");
    }

    private static final class Tree {
        static final List<Line> LINES = read();
    }

    private record Line(Path file, int number, String text, String words) {
        @Override
        public String toString() {
            return file + ":" + number + ": " + text.strip();
        }
    }

    private static List<Line> read() {
        List<Line> lines = new ArrayList<>();
        try {
            Files.walkFileTree(SourceTree.root(), new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
                    boolean ours = !NOT_OURS.contains(folder.getFileName().toString());
                    return ours ? FileVisitResult.CONTINUE : FileVisitResult.SKIP_SUBTREE;
                }

                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    if (READ.matcher(file.getFileName().toString()).matches()
                            && !file.endsWith("PlainWordsTest.java")) {
                        read(file, lines);
                    }
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return lines;
    }

    private static void read(Path file, List<Line> lines) throws IOException {
        Path name = SourceTree.root().relativize(file);
        int number = 0;
        for (String text : Files.readAllLines(file)) {
            lines.add(new Line(name, ++number, text, words(text)));
        }
    }
}
