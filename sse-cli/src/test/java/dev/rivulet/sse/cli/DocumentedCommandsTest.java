package dev.rivulet.sse.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.tests.support.Document;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The command lines in the README and in the guide to writing a backend are understood. */
class DocumentedCommandsTest {
    static List<String> ofTheReadme() {
        return Document.at("README.md").commands("./sse ").stream()
                .map(line -> line.replaceFirst(" +#.*| +\\|.*", "").strip())
                .toList();
    }

    static List<String> ofTheBackendGuide() {
        return Document.at("docs/write-a-backend.md").commands("\"$RIVULET/sse\" ").stream()
                .map(line -> line.replace("\"", "").replace("$URL", "http://localhost/"))
                .toList();
    }

    @ParameterizedTest
    @MethodSource({"ofTheReadme", "ofTheBackendGuide"})
    void a_command_line_is_understood(String arguments) {
        assertThat(Main.line(Terminal.system()).parseArgs(words(arguments)).hasSubcommand())
                .isTrue();
    }

    private static String[] words(String line) {
        List<String> words = new ArrayList<>();
        Matcher word = Pattern.compile("'([^']*)'|\\S+").matcher(line);
        while (word.find()) {
            words.add(word.group(1) == null ? word.group() : word.group(1));
        }
        return words.toArray(String[]::new);
    }
}
