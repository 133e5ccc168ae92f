package dev.rivulet.sse.kafka.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.rivulet.sse.kafka.config.Key;
import dev.rivulet.sse.kafka.config.MalformedJson;
import dev.rivulet.sse.kafka.config.RecordSettings;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.header.ConnectHeaders;
import org.apache.kafka.connect.header.Headers;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The records of one stream. The value of a record is never null: a compacted topic would take that for a deletion.
 * Confined to the task's thread.
 */
public final class StreamRecords {
    private static final String HEADER_ID = "sse.id";
    private static final String HEADER_TYPE = "sse.type";
    private static final String HEADER_STREAM = "sse.stream";

    private final String stream;
    private final Map<String, String> partition;
    private final Topics topics;
    private final RecordSettings settings;

    /** Of a stream. */
    public StreamRecords(StreamSpec spec, RecordSettings settings) {
        this.stream = spec.name();
        this.partition = Position.partition(stream);
        this.topics = new Topics(spec.topic() == null ? settings.topic() : spec.topic(), stream);
        this.settings = settings;
    }

    /**
     * The record of an event.
     *
     * @throws UnreadableDataException if its data is not what the format of the values requires
     */
    public SourceRecord of(Event event) throws UnreadableDataException {
        SchemaAndValue value = value(event.data());
        return new SourceRecord(
                partition,
                event.position().offset(),
                topics.of(event.type()),
                null,
                Schema.STRING_SCHEMA,
                key(event),
                value.schema(),
                value.value(),
                event.receivedAt(),
                headers(event));
    }

    /** An event without an id has the stream's name as its key, since a compacted topic takes no record without a key. */
    private String key(Event event) {
        String id = event.position().id();
        return settings.key() == Key.STREAM || id.isEmpty() ? stream : id;
    }

    private SchemaAndValue value(byte[] data) throws UnreadableDataException {
        return switch (settings.value()) {
            case BYTES -> new SchemaAndValue(Schema.BYTES_SCHEMA, data);
            case STRING -> string(data);
            case JSON -> json(data);
        };
    }

    private SchemaAndValue json(byte[] data) throws UnreadableDataException {
        try {
            Object value = Json.parse(data);
            if (value == null) {
                throw new UnreadableDataException("the data is the JSON value null, which Kafka takes for a deletion");
            }
            return new SchemaAndValue(null, value);
        } catch (UnreadableDataException e) {
            if (settings.malformedJson() == MalformedJson.STRING) {
                return string(data);
            }
            throw e;
        }
    }

    private static SchemaAndValue string(byte[] data) {
        return new SchemaAndValue(Schema.STRING_SCHEMA, new String(data, UTF_8));
    }

    private Headers headers(Event event) {
        var headers = new ConnectHeaders();
        if (!event.position().id().isEmpty()) {
            headers.addString(HEADER_ID, event.position().id());
        }
        headers.addString(HEADER_TYPE, event.type());
        headers.addString(HEADER_STREAM, stream);
        return headers;
    }
}
