package dev.rivulet.sse.kafka.config;

import static org.assertj.core.api.Assertions.assertThat;

import dev.rivulet.sse.kafka.SseSourceConnector;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.config.ConfigDef;
import org.apache.kafka.common.config.ConfigDef.ConfigKey;
import org.apache.kafka.common.config.ConfigValue;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class DefinitionTest {
    private static final ConfigDef ALL = Definition.configDef();

    static Stream<ConfigKey> options() {
        return ALL.configKeys().values().stream();
    }

    @ParameterizedTest
    @MethodSource("options")
    void each_option_is_documented_and_has_its_place(ConfigKey option) {
        assertThat(option.documentation).hasSizeGreaterThan(15).endsWith(".");
        assertThat(option.displayName).isNotBlank().isNotEqualTo(option.name);
        assertThat(option.group).isIn(ALL.groups());
        assertThat(option.orderInGroup).isPositive();
        assertThat(option.width).isNotEqualTo(ConfigDef.Width.NONE);
        assertThat(option.importance).isNotNull();
        assertThat(option.internalConfig).isFalse();
    }

    @Test
    void the_options_of_a_group_are_numbered_from_one() {
        Map<String, List<Integer>> orders = options()
                .collect(Collectors.groupingBy(
                        each -> each.group,
                        TreeMap::new,
                        Collectors.mapping(each -> each.orderInGroup, Collectors.toList())));

        assertThat(orders).hasSize(8);
        orders.values().forEach(each -> {
            for (int i = 1; i <= each.size(); i++) {
                assertThat(each).contains(i);
            }
        });
    }

    @ParameterizedTest
    @MethodSource("options")
    void what_may_be_a_secret_is_a_password(ConfigKey option) {
        boolean secret = Stream.of("password", "token", "secret", "keystore.key", "url.headers")
                .anyMatch(option.name.toLowerCase(Locale.ROOT)::contains);

        assertThat(option.type == ConfigDef.Type.PASSWORD || !secret)
                .as(option.name)
                .isTrue();
    }

    @ParameterizedTest
    @MethodSource("options")
    void options_that_depend_on_another_exist(ConfigKey option) {
        assertThat(ALL.names()).containsAll(option.dependents);
    }

    @Test
    void transports_and_words_are_recommended() {
        Map<String, ConfigValue> values = values(Configs.with());

        assertThat(values.get("transport").recommendedValues()).contains("netty", "jdkhttp", "iouring");
        assertThat(values.get("value.format").recommendedValues()).containsExactly("string", "bytes", "json");
        assertThat(values.get("record.key").recommendedValues()).containsExactly("stream", "id");
        assertThat(values.get("dedup").recommendedValues()).containsExactly("id_and_content", "id", "always", "off");
        assertThat(values.get("ssl.truststore.type").recommendedValues()).containsExactly("JKS", "PKCS12", "PEM");
    }

    @Test
    void options_are_visible_only_where_they_matter() {
        assertThat(values(Configs.with()).values().stream()
                        .filter(each -> !each.visible())
                        .map(ConfigValue::name))
                .containsExactlyInAnyOrder(
                        "json.malformed",
                        "streams.url.headers",
                        "streams.consumer.bootstrap.servers",
                        "proxy.port",
                        "proxy.user",
                        "proxy.password");
        assertThat(values(Configs.with("value.format", "JSON", "proxy.host", "p"))
                        .values())
                .filteredOn(each -> List.of("json.malformed", "proxy.port").contains(each.name()))
                .allMatch(ConfigValue::visible);
    }

    @Test
    void only_a_topic_and_streams_are_required() {
        assertThat(values(Configs.with("name", "")).values())
                .allSatisfy(each -> assertThat(each.errorMessages()).isEmpty());
    }

    @Test
    void secrets_are_hidden_in_what_validation_returns() {
        Map<String, ConfigValue> values = values(Configs.with("bearer.token", "s3cret", "headers.secret", "A: s3cret"));

        assertThat(values.values().toString()).doesNotContain("s3cret");
    }

    @Test
    void a_key_that_is_misspelled_is_found_and_those_of_connect_are_not() {
        assertThat(Validation.unknownKeys(Configs.with(
                        "quarantine.retry", "1",
                        "streams.consumer.security.protocol", "SSL",
                        "topic.creation.default.partitions", "3",
                        "value.converter", "x",
                        "header.converter", "x",
                        "errors.tolerance", "all",
                        "transforms", "t",
                        "connector.class", "c",
                        "tasks.max", "2",
                        "offsets.storage.topic", "o",
                        "exactly.once.support", "required",
                        "transaction.boundary", "poll",
                        "task.number", "0")))
                .containsExactly("quarantine.retry");
    }

    private static Map<String, ConfigValue> values(Map<String, String> config) {
        return new SseSourceConnector()
                .validate(config).configValues().stream().collect(Collectors.toMap(ConfigValue::name, each -> each));
    }
}
