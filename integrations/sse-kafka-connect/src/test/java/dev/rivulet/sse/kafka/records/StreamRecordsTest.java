package dev.rivulet.sse.kafka.records;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.rivulet.sse.kafka.config.Key;
import dev.rivulet.sse.kafka.config.MalformedJson;
import dev.rivulet.sse.kafka.config.RecordSettings;
import dev.rivulet.sse.kafka.config.ValueFormat;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import java.math.BigInteger;
import java.net.URI;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.json.JsonConverter;
import org.apache.kafka.connect.source.SourceRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What an event becomes. */
class StreamRecordsTest {
    private static RecordSettings settings(String topic, Key key, ValueFormat value, MalformedJson malformed) {
        return new RecordSettings(topic, key, value, malformed, false, null);
    }

    private static StreamRecords records(ValueFormat value, MalformedJson malformed) {
        return new StreamRecords(spec("s", null), settings("events", Key.STREAM, value, malformed));
    }

    private static StreamSpec spec(String name, String topic) {
        return new StreamSpec(name, URI.create("http://h/"), topic, Map.of());
    }

    private static Event event(String id, String type, String data) {
        return new Event(new Position(id, 42L), type, data.getBytes(UTF_8), 1234);
    }

    private static Object json(String data) throws Exception {
        SourceRecord record = records(ValueFormat.JSON, MalformedJson.FAIL).of(event("1", "message", data));
        assertThat(record.valueSchema()).isNull();
        return record.value();
    }

    @Test
    void a_record_has_the_stream_as_its_key_and_id_type_and_stream_in_its_headers() throws Exception {
        SourceRecord record = records(ValueFormat.STRING, MalformedJson.FAIL).of(event("7", "price", "a\nb"));
        assertThat(record.topic()).isEqualTo("events");
        assertThat(record.kafkaPartition()).isNull();
        assertThat(record.key()).isEqualTo("s");
        assertThat(record.keySchema()).isEqualTo(Schema.STRING_SCHEMA);
        assertThat(record.value()).isEqualTo("a\nb");
        assertThat(record.timestamp()).isEqualTo(1234);
        assertThat(record.sourcePartition()).isEqualTo(Map.of("stream", "s"));
        assertThat(record.sourceOffset()).isEqualTo(Map.of("id", "7", "hash", 42L));
        assertThat(record.headers())
                .extracting(each -> each.key() + "=" + each.value())
                .containsExactly("sse.id=7", "sse.type=price", "sse.stream=s");
    }

    @Test
    void a_key_from_the_id_falls_back_to_the_stream_where_there_is_no_id() throws Exception {
        var records = new StreamRecords(spec("s", null), settings("t", Key.ID, ValueFormat.STRING, MalformedJson.FAIL));
        assertThat(records.of(event("7", "message", "")).key()).isEqualTo("7");
        SourceRecord without = records.of(new Event(Position.BEGINNING, "message", new byte[0], 0));
        assertThat(without.key()).isEqualTo("s");
        assertThat(without.headers().lastWithName("sse.id")).isNull();
    }

    @ParameterizedTest
    @CsvSource({
        "events, s, price, events",
        "sse.${stream}, a/b c, price, sse.a_b_c",
        "${type}, s, .., _",
        "x-${stream}-${type}, ä, größe, x-_-gr__e",
        "${stream}, '${type}', x, __type_",
    })
    void a_topic_has_only_characters_that_kafka_takes(String pattern, String stream, String type, String topic)
            throws Exception {
        var records = new StreamRecords(
                spec(stream, null), settings(pattern, Key.STREAM, ValueFormat.STRING, MalformedJson.FAIL));
        assertThat(records.of(event("1", type, "x")).topic()).isEqualTo(topic);
    }

    @Test
    void a_stream_may_have_a_topic_of_its_own() throws Exception {
        var records =
                new StreamRecords(spec("s", "own"), settings("t", Key.STREAM, ValueFormat.STRING, MalformedJson.FAIL));
        assertThat(records.of(event("1", "message", "x")).topic()).isEqualTo("own");
    }

    @Test
    void long_topics_are_cut_and_stay_different() throws Exception {
        var records = new StreamRecords(
                spec("s", null), settings("${type}", Key.STREAM, ValueFormat.STRING, MalformedJson.FAIL));
        String one = records.of(event("1", "x".repeat(300) + "1", "")).topic();
        String other = records.of(event("1", "x".repeat(300) + "2", "")).topic();
        assertThat(one).hasSize(249).isNotEqualTo(other);
    }

    @Test
    void empty_data_is_no_tombstone() throws Exception {
        assertThat(records(ValueFormat.STRING, MalformedJson.FAIL)
                        .of(event("1", "message", ""))
                        .value())
                .isEqualTo("");
        assertThat(records(ValueFormat.BYTES, MalformedJson.FAIL)
                        .of(event("1", "message", ""))
                        .value())
                .isEqualTo(new byte[0]);
        assertThat(records(ValueFormat.JSON, MalformedJson.STRING)
                        .of(event("1", "message", ""))
                        .value())
                .isEqualTo("");
        assertThat(records(ValueFormat.JSON, MalformedJson.STRING)
                        .of(event("1", "message", " null "))
                        .value())
                .isEqualTo(" null ");
    }

    @Test
    void json_becomes_what_connects_converters_take() throws Exception {
        String text = "{\"a\":[1,-2.5,true,null,\"x\"],\"b\":{},\"big\":9223372036854775807}";
        Object value = json(text);
        assertThat(value)
                .isEqualTo(Map.of("a", Arrays.asList(1L, -2.5, true, null, "x"), "b", Map.of(), "big", Long.MAX_VALUE));
        var converter = new JsonConverter();
        converter.configure(Map.of("schemas.enable", "false"), false);
        assertThat(new String(converter.fromConnectData("t", null, value), UTF_8))
                .isEqualTo(text);
    }

    @Test
    void a_whole_number_beyond_a_long_becomes_a_double() throws Exception {
        assertThat(json("[" + BigInteger.TWO.pow(64) + "]")).isEqualTo(List.of(Math.pow(2, 64)));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", " ", "null", "{", "{}x", "{} {}", "[1,", "nul", "{a:1}", "1e999", "\"a", "[DONE]", "01"})
    void what_is_no_json_fails_without_showing_the_data(String data) {
        assertThatThrownBy(() -> json(data))
                .isInstanceOf(UnreadableDataException.class)
                .hasMessageStartingWith("the data ")
                .hasMessageNotContaining("DONE");
    }

    @Test
    void json_that_is_nested_too_deeply_fails() {
        assertThatThrownBy(() -> json("[".repeat(100_000))).isInstanceOf(UnreadableDataException.class);
    }

    @Test
    void a_long_string_in_json_is_taken() throws Exception {
        String data = "\"" + "x".repeat(25_000_000) + "\"";
        assertThat(json(data)).asString().hasSize(25_000_000);
    }
}
