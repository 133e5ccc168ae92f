package dev.rivulet.sse.kafka.config;

import java.util.List;
import org.apache.kafka.common.config.ConfigDef;

/** What events become. */
final class RecordOptions {
    static final String TOPIC = "topic";
    static final String KEY = "record.key";
    static final String VALUE = "value.format";
    static final String MALFORMED = "json.malformed";
    static final String STATUS_TOPIC = "status.topic";

    static final List<String> KEYS = List.of("stream", "id");
    static final List<String> FORMATS = List.of("string", "bytes", "json");
    static final List<String> MALFORMED_ACTIONS = List.of("fail", "string");

    private RecordOptions() {}

    static void define(ConfigDef all) {
        var group = new Group(all, "Records");
        group.option(TOPIC, ConfigDef.Type.STRING)
                .required()
                .middling()
                .checked(Checks.topicPattern())
                .documented(
                        "Topic",
                        "The topic of the records. ${stream} stands for the stream's name and ${type} for the event's"
                                + " type; characters that Kafka does not take in a topic's name are replaced. A stream"
                                + " whose entry in the list has a topic uses that one.");
        group.option(KEY, ConfigDef.Type.STRING)
                .preset("stream")
                .medium()
                .words(KEYS)
                .documented(
                        "Key",
                        "The key of the records: stream (the stream's name, so that its events stay in order in one"
                                + " partition) or id (the event's id).");
        group.option(VALUE, ConfigDef.Type.STRING)
                .preset("string")
                .high()
                .words(FORMATS)
                .dependents(MALFORMED)
                .documented(
                        "Value",
                        "The value of the records: string, bytes (UTF-8), or json (parsed, without a schema; set"
                                + " value.converter to JsonConverter with schemas.enable=false).");
        group.option(MALFORMED, ConfigDef.Type.STRING)
                .preset("fail")
                .checked(Checks.oneOf(MALFORMED_ACTIONS))
                .recommended(Choice.where(VALUE, "json", MALFORMED_ACTIONS))
                .documented(
                        "Data that is not JSON",
                        "With value.format=json: what happens to data that cannot be parsed, and to null, which"
                                + " Kafka would take for a deletion: fail (its stream is quarantined) or string (the data becomes a string).");
        group.option(STATUS_TOPIC, ConfigDef.Type.STRING)
                .middling()
                .checked(Checks.topic())
                .documented(
                        "Topic of states",
                        "A topic that gets a record when a stream is quarantined and when it recovers; none by"
                                + " default.");
    }
}
