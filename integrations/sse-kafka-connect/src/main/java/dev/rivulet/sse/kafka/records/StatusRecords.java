package dev.rivulet.sse.kafka.records;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonGenerator;
import dev.rivulet.sse.kafka.config.ValueFormat;
import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.util.Map;
import org.apache.kafka.connect.data.Schema;
import org.apache.kafka.connect.data.SchemaAndValue;
import org.apache.kafka.connect.source.SourceRecord;

/**
 * The records of the status topic: key is the stream's name, value is a JSON object in the format of the other values, so
 * that the same converter takes it. They carry the partition and the position of their stream, which they do not move.
 */
public final class StatusRecords {
    private static final JsonFactory JSON = new JsonFactory();

    private final String topic;
    private final ValueFormat format;

    /** For a topic. */
    public StatusRecords(String topic, ValueFormat format) {
        this.topic = topic;
        this.format = format;
    }

    /**
     * The record of a report.
     *
     * @param offset of the stream, after the records that were made of it so far
     * @param fields strings and numbers, in the order in which they are written
     * @param at milliseconds since the epoch
     */
    public SourceRecord of(String stream, Map<String, Object> offset, Map<String, Object> fields, long at) {
        SchemaAndValue value = value(fields);
        return new SourceRecord(
                Position.partition(stream),
                offset,
                topic,
                null,
                Schema.STRING_SCHEMA,
                stream,
                value.schema(),
                value.value(),
                at);
    }

    private SchemaAndValue value(Map<String, Object> fields) {
        return switch (format) {
            case JSON -> new SchemaAndValue(null, fields);
            case STRING -> new SchemaAndValue(Schema.STRING_SCHEMA, text(fields));
            case BYTES -> new SchemaAndValue(Schema.BYTES_SCHEMA, text(fields).getBytes(UTF_8));
        };
    }

    private static String text(Map<String, Object> fields) {
        var text = new StringWriter();
        try (JsonGenerator json = JSON.createGenerator(text)) {
            json.writeStartObject();
            for (Map.Entry<String, Object> each : fields.entrySet()) {
                json.writeFieldName(each.getKey());
                if (each.getValue() instanceof Number number) {
                    json.writeNumber(number.longValue());
                } else {
                    json.writeString(each.getValue().toString());
                }
            }
            json.writeEndObject();
        } catch (IOException e) {
            throw new UncheckedIOException(e); // a StringWriter does not throw
        }
        return text.toString();
    }
}
