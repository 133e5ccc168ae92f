package dev.rivulet.sse.tests.support;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** A document in Markdown: its text, the code in it and its links. */
public final class Document {
    private static final Pattern BLOCK = Pattern.compile("(?ms)^```(\\w+)\n(.*?)^```$");
    private static final Pattern LINK = Pattern.compile("\\]\\(([^)#:]+)\\)");

    private final Path file;
    private final String text;

    private Document(Path file, String text) {
        this.file = file;
        this.text = text;
    }

    /** The one of this path from the root of the source tree. */
    public static Document at(String path) {
        Path file = SourceTree.root().resolve(path);
        try {
            return new Document(file, Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String text() {
        return text;
    }

    /** The languages of its blocks of code, in order. */
    public List<String> languages() {
        return found().map(block -> block.group(1)).toList();
    }

    /** Its blocks of code in this language. */
    public List<String> blocks(String language) {
        return found().filter(block -> block.group(1).equals(language))
                .map(block -> block.group(2))
                .toList();
    }

    /** Its blocks of Java that no source in this folder has, wherever the formatter breaks the lines. */
    public List<String> codeThatIsNotIn(Path sources) {
        try (Stream<Path> files = Files.walk(sources)) {
            var all = new StringBuilder();
            for (Path source :
                    files.filter(each -> each.toString().endsWith(".java")).toList()) {
                all.append(flat(Files.readString(source)));
            }
            return blocks("java").stream()
                    .filter(block -> all.indexOf(flat(block)) < 0)
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String flat(String code) {
        return code.replaceAll("\\s+", "");
    }

    /** The lines of its shell code that begin so, without that. */
    public List<String> commands(String beginning) {
        return blocks("sh").stream()
                .flatMap(String::lines)
                .filter(line -> line.startsWith(beginning))
                .map(line -> line.substring(beginning.length()))
                .toList();
    }

    /** The files that it links to. */
    public List<Path> linked() {
        return LINK.matcher(text)
                .results()
                .map(link -> file.resolveSibling(link.group(1)))
                .toList();
    }

    private Stream<MatchResult> found() {
        return BLOCK.matcher(text).results();
    }
}
