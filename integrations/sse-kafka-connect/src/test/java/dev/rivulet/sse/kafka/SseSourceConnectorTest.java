package dev.rivulet.sse.kafka;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.connect.errors.ConnectException;
import org.apache.kafka.connect.source.ConnectorTransactionBoundaries;
import org.apache.kafka.connect.source.ExactlyOnceSupport;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

class SseSourceConnectorTest {
    private static final Map<String, String> INLINE = Map.of(
            "name", "prices",
            "topic", "events",
            "streams", "a=http://h/1 b=http://h/2 c=http://h/3",
            "bearer.token", "s3cret",
            "unrelated", "kept");

    private final SseSourceConnector connector = new SseSourceConnector();

    @Test
    void each_task_has_the_whole_config_untouched_its_number_and_their_count() {
        connector.start(INLINE);

        List<Map<String, String>> tasks = connector.taskConfigs(2);
        assertThat(tasks).hasSize(2);
        for (int task = 0; task < 2; task++) {
            Map<String, String> expected = new HashMap<>(INLINE);
            expected.put("task.number", Integer.toString(task));
            expected.put("task.count", "2");
            assertThat(tasks.get(task)).isEqualTo(expected);
        }
    }

    @Test
    void placeholders_of_config_providers_pass_untouched() {
        Map<String, String> config = new HashMap<>(INLINE);
        config.put("bearer.token", "${file:/secrets/sse.properties:token}");
        config.put("headers.secret", "X-Api-Key: ${env:API_KEY}");
        config.put("topic", "sse.${stream}");
        connector.start(config);

        assertThat(connector.taskConfigs(1).get(0)).containsAllEntriesOf(config);
    }

    @Test
    void there_are_no_more_tasks_than_streams_in_the_config() {
        connector.start(INLINE);
        assertThat(connector.taskConfigs(10)).hasSize(3);
    }

    @Test
    void a_list_that_can_grow_has_all_tasks() {
        Map<String, String> config = new HashMap<>(INLINE);
        config.remove("streams");
        config.put("streams.file", "/etc/streams");
        connector.start(config);

        assertThat(connector.taskConfigs(10)).hasSize(10);
    }

    @Test
    void a_faulty_config_does_not_start() {
        assertThatThrownBy(() -> connector.start(Map.of("topic", "events")))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("streams");
    }

    @ParameterizedTest
    @CsvSource({"true, SUPPORTED", "TRUE , SUPPORTED", "false, UNSUPPORTED", "maybe, UNSUPPORTED", ", UNSUPPORTED"})
    void exactly_once_is_supported_only_where_ids_are_declared(String declared, ExactlyOnceSupport support) {
        Map<String, String> config = declared == null ? Map.of() : Map.of("ids.required", declared);

        assertThat(connector.exactlyOnceSupport(config)).isEqualTo(support);
        assertThat(connector.canDefineTransactionBoundaries(config))
                .isEqualTo(ConnectorTransactionBoundaries.UNSUPPORTED);
    }

    @Test
    void exactly_once_is_not_supported_where_duplicates_are_not_dropped() {
        assertThat(connector.exactlyOnceSupport(Map.of("ids.required", "true", "dedup", "off")))
                .isEqualTo(ExactlyOnceSupport.UNSUPPORTED);
        assertThat(connector.exactlyOnceSupport(Map.of("ids.required", "true", "dedup", "always")))
                .isEqualTo(ExactlyOnceSupport.SUPPORTED);
    }

    @Test
    void it_has_a_version_and_a_task() {
        assertThat(connector.version()).isNotBlank();
        assertThat(connector.taskClass()).isEqualTo(SseSourceTask.class);
        connector.stop();
    }

    static Stream<Arguments> goodOffsets() {
        return Stream.of(
                Arguments.of(map("stream", "a"), map("id", "17")),
                Arguments.of(map("stream", "a"), map("id", "17", "hash", 1)),
                Arguments.of(map("stream", "a"), map("id", "", "hash", -5_000_000_000L)),
                Arguments.of(map("stream", "no longer listed"), null));
    }

    @ParameterizedTest
    @MethodSource("goodOffsets")
    void a_position_can_be_set_and_removed(Map<String, ?> partition, Map<String, ?> offset) {
        assertThat(connector.alterOffsets(INLINE, Collections.singletonMap(partition, offset)))
                .isTrue();
    }

    static Stream<Arguments> badOffsets() {
        return Stream.of(
                Arguments.of("stream", map(), map("id", "17")),
                Arguments.of("stream", map("stream", ""), map("id", "17")),
                Arguments.of("stream", map("stream", 1), map("id", "17")),
                Arguments.of("stream", map("name", "a"), map("id", "17")),
                Arguments.of("stream", map("stream", "a", "task", "1"), map("id", "17")),
                Arguments.of("stream", null, map("id", "17")),
                Arguments.of("id", map("stream", "a"), map()),
                Arguments.of("id", map("stream", "a"), map("id", 17)),
                Arguments.of("id", map("stream", "a"), map("id", null)),
                Arguments.of("id", map("stream", "a"), map("id", "1\n2")),
                Arguments.of("id", map("stream", "a"), map("id", "\u00e4".repeat(2049))),
                Arguments.of("hash", map("stream", "a"), map("id", "17", "hash", "1")),
                Arguments.of("hash", map("stream", "a"), map("id", "17", "hash", 1.5)),
                Arguments.of("position", map("stream", "a"), map("id", "17", "position", 1)));
    }

    @ParameterizedTest
    @MethodSource("badOffsets")
    void a_position_that_no_task_could_resume_after_is_refused(
            String field, Map<String, ?> partition, Map<String, ?> offset) {
        Map<Map<String, ?>, Map<String, ?>> offsets = new HashMap<>();
        offsets.put(map("stream", "b"), map("id", "1"));
        offsets.put(partition, offset);

        assertThatThrownBy(() -> connector.alterOffsets(INLINE, offsets))
                .isInstanceOf(ConnectException.class)
                .hasMessageContaining("the field \"" + field + "\"");
    }

    @Test
    void positions_can_be_set_without_a_start() {
        assertThatCode(() -> connector.alterOffsets(Map.of(), Map.of())).doesNotThrowAnyException();
    }

    private static Map<String, Object> map(Object... keysAndValues) {
        Map<String, Object> map = new HashMap<>();
        for (int i = 0; i < keysAndValues.length; i += 2) {
            map.put((String) keysAndValues[i], keysAndValues[i + 1]);
        }
        return map;
    }
}
