package dev.rivulet.sse.kafka.proof;

import java.util.Map;
import java.util.TreeMap;

/** Configurations of the connector. */
final class SourceConfig {
    static final String CONNECTOR = "source";
    static final String TOPIC = "events";

    private SourceConfig() {}

    /** All streams of a server into one topic, each event with an id, exactly once. */
    static Map<String, String> exactlyOnce(CuttingServer server) {
        Map<String, String> settings = atLeastOnce(server);
        settings.put("ids.required", "true");
        settings.put("exactly.once.support", "required");
        // If all workers are lost at once, those that come wait this long for the open transactions of the lost ones.
        settings.put("producer.override.transaction.timeout.ms", "20000");
        return settings;
    }

    static Map<String, String> atLeastOnce(CuttingServer server) {
        Map<String, String> settings = withoutStreams();
        settings.put("streams", server.streams());
        return settings;
    }

    static Map<String, String> withoutStreams() {
        var settings = new TreeMap<String, String>();
        settings.put("connector.class", "dev.rivulet.sse.kafka.SseSourceConnector");
        settings.put("tasks.max", "4");
        settings.put("topic", TOPIC);
        settings.put("reconnect.initial.delay.ms", "50");
        settings.put("reconnect.max.delay.ms", "2000");
        settings.put("start.spread.ms", "500");
        settings.put("key.converter", "org.apache.kafka.connect.storage.StringConverter");
        settings.put("value.converter", "org.apache.kafka.connect.storage.StringConverter");
        return settings;
    }
}
