package dev.rivulet.sse.kafka.config;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/**
 * What events become.
 *
 * @param topic a topic's name, with {@code ${stream}} and {@code ${type}} for parts of it
 * @param key what the key is
 * @param value what the value is
 * @param malformedJson what happens to data that is not JSON
 * @param idsRequired whether an event without an id fails its stream
 * @param statusTopic gets the changes of a stream's state; null for none
 */
public record RecordSettings(
        String topic,
        Key key,
        ValueFormat value,
        MalformedJson malformedJson,
        boolean idsRequired,
        @Nullable String statusTopic) {
    static RecordSettings of(Values values) {
        return new RecordSettings(
                String.valueOf(values.text(RecordOptions.TOPIC)),
                Key.valueOf(constant(values, RecordOptions.KEY)),
                ValueFormat.valueOf(constant(values, RecordOptions.VALUE)),
                MalformedJson.valueOf(constant(values, RecordOptions.MALFORMED)),
                values.flag(EventOptions.IDS_REQUIRED),
                values.text(RecordOptions.STATUS_TOPIC));
    }

    private static String constant(Values values, String key) {
        return values.word(key).toUpperCase(Locale.ROOT);
    }
}
