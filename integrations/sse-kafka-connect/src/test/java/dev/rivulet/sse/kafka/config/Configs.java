package dev.rivulet.sse.kafka.config;

import java.util.HashMap;
import java.util.Map;

/** Configs for tests. */
final class Configs {
    private Configs() {}

    /** One without faults, with these changes; an empty value removes a key. */
    static Map<String, String> with(String... keysAndValues) {
        Map<String, String> config = new HashMap<>(
                Map.of("name", "prices", "topic", "events", "streams", "a=http://localhost/a b=http://localhost/b"));
        for (int i = 0; i < keysAndValues.length; i += 2) {
            if (keysAndValues[i + 1].isEmpty()) {
                config.remove(keysAndValues[i]);
            } else {
                config.put(keysAndValues[i], keysAndValues[i + 1]);
            }
        }
        return config;
    }
}
