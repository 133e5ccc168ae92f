package dev.rivulet.sse.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.kafka.SseSourceConnector;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvFileSource;

/**
 * Each row of {@code bad-configs.csv} is a config that is refused: the key that the error must stand at and name, a part of
 * the message, and what is set. In values, {@code \n} is a line end. What is called s3cret is never shown.
 */
class BadConfigsTest {
    @ParameterizedTest
    @CsvFileSource(resources = "bad-configs.csv", delimiter = '|', nullValues = "-")
    void the_error_stands_at_its_key_and_names_it(String key, String part, String changes) {
        List<ConfigValue> faulty = new SseSourceConnector()
                .validate(config(changes)).configValues().stream()
                        .filter(each -> !each.errorMessages().isEmpty())
                        .toList();

        assertThat(faulty).extracting(ConfigValue::name).containsExactly(key);
        assertThat(String.join("\n", faulty.get(0).errorMessages()))
                .contains(key)
                .contains(part == null ? "" : part)
                .doesNotContain("s3cret");
    }

    @ParameterizedTest
    @CsvFileSource(resources = "bad-configs.csv", delimiter = '|', nullValues = "-")
    void settings_are_not_made_of_it(String key, String part, String changes) {
        assertThatThrownBy(() -> Settings.of(config(changes)))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining(key)
                .hasMessageContaining(part == null ? "" : part)
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void all_faults_are_reported_together() {
        assertThatThrownBy(() -> Settings.of(Configs.with(
                        "topic", "", "queue.events", "none", "bearer.token", "s3cret\u20ac", "ids.required", "maybe")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContainingAll("topic", "queue.events", "bearer.token", "ids.required")
                .hasMessageNotContaining("s3cret");
    }

    @Test
    void a_task_without_a_number_below_the_number_of_tasks_is_refused() {
        for (String number : List.of("2", "-1", "one")) {
            assertThatThrownBy(() -> Settings.of(Configs.with("task.number", number, "task.count", "2")))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageContaining("task.number");
        }
    }

    private static Map<String, String> config(String changes) {
        List<String> pairs = new ArrayList<>();
        for (String each : changes.split(" ;; ", -1)) {
            String[] pair = each.split("=", 2);
            pairs.add(pair[0].strip());
            pairs.add(pair[1].strip().replace("\\n", "\n"));
        }
        return Configs.with(pairs.toArray(String[]::new));
    }
}
