package dev.rivulet.sse.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.kafka.config.Definition;
import dev.rivulet.sse.tests.support.SourceTree;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.junit.jupiter.api.Test;

/** The options in the README are those of the connector. To write them there: {@code -Drivulet.kafka.options.accept=true}. */
class OptionsTableTest {
    private static final Path README = SourceTree.root().resolve("integrations/sse-kafka-connect/README.md");
    private static final String BEGIN = "<!-- begin of options -->\n";
    private static final String END = "<!-- end of options -->\n";

    @Test
    void the_readme_lists_each_option_with_its_default_and_documentation() throws IOException {
        String readme = Files.readString(README);
        int begin = readme.indexOf(BEGIN) + BEGIN.length();
        int end = readme.indexOf(END);
        if (Boolean.getBoolean("rivulet.kafka.options.accept")) {
            Files.writeString(README, readme.substring(0, begin) + tables() + readme.substring(end));
            return;
        }
        assertThat(readme.substring(begin, end)).isEqualTo(tables());
    }

    private static String tables() {
        ConfigDef all = Definition.configDef();
        return all.groups().stream().map(group -> table(group, all)).collect(Collectors.joining());
    }

    private static String table(String group, ConfigDef all) {
        List<ConfigKey> options = all.configKeys().values().stream()
                .filter(key -> group.equals(key.group))
                .sorted(Comparator.comparing(key -> key.orderInGroup))
                .toList();
        return "\n### " + group + "\n\n| option | default | what it says |\n| --- | --- | --- |\n"
                + options.stream().map(OptionsTableTest::row).collect(Collectors.joining()) + "\n";
    }

    private static String row(ConfigKey option) {
        String documentation = option.documentation.replace("|", "\\|").replace("\n", " ");
        return "| `" + option.name + "` | " + preset(option) + " | " + documentation + " |\n";
    }

    private static String preset(ConfigKey option) {
        if (!option.hasDefault()) {
            return "required";
        }
        String text = ConfigDef.convertToString(option.defaultValue, option.type);
        return text == null || text.isEmpty() ? "none" : "`" + text + "`";
    }
}
