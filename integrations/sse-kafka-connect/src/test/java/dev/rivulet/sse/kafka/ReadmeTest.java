package dev.rivulet.sse.kafka;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.rivulet.sse.tests.support.Document;
import dev.rivulet.sse.tests.support.SourceTree;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;

/** The configurations of the README and of the example are valid, and what it links to is there. */
class ReadmeTest {
    private static final Document README = Document.at("integrations/sse-kafka-connect/README.md");
    private static final Path EXAMPLE = SourceTree.root().resolve("examples/kafka-connect/config");
    private static final ObjectMapper JSON = new ObjectMapper();

    @Test
    void the_configuration_of_the_readme_is_valid() throws IOException {
        List<String> connectors = README.blocks("json").stream()
                .filter(block -> block.contains("connector.class"))
                .toList();

        assertThat(connectors).hasSize(1);
        assertThat(problems(map(connectors.get(0)))).isEmpty();
    }

    @Test
    void the_configurations_of_the_example_are_valid() throws IOException {
        assertThat(problems(map(Files.readString(EXAMPLE.resolve("sse-source.json")))))
                .isEmpty();
        assertThat(problems(properties(EXAMPLE.resolve("sse-source.properties"))))
                .isEmpty();
    }

    @Test
    void what_it_links_to_is_there() {
        assertThat(README.linked())
                .hasSizeGreaterThan(5)
                .allSatisfy(file -> assertThat(file).exists());
    }

    private static List<String> problems(Map<String, String> settings) {
        return new SseSourceConnector()
                .validate(settings).configValues().stream()
                        .map(ConfigValue::errorMessages)
                        .flatMap(List::stream)
                        .toList();
    }

    private static Map<String, String> map(String json) throws IOException {
        return JSON.readValue(json, new TypeReference<>() {});
    }

    private static Map<String, String> properties(Path file) throws IOException {
        var properties = new Properties();
        try (Reader reader = Files.newBufferedReader(file)) {
            properties.load(reader);
        }
        return properties.stringPropertyNames().stream()
                .collect(Collectors.toMap(name -> name, properties::getProperty));
    }
}
