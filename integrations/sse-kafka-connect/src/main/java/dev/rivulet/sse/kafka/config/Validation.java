package dev.rivulet.sse.kafka.config;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.ConfigValue;

/** The values of a config, each with what is wrong with it: alone, and beside the others. */
public final class Validation {
    private Validation() {}

    /** The value of each option, with messages that name its key and what to do. */
    public static List<ConfigValue> of(Map<String, String> config) {
        return List.copyOf(valuesByKey(config).values());
    }

    /** Keys that are not ours but look like it, and are ignored. */
    public static List<String> unknownKeys(Map<String, String> config) {
        return UnknownKeys.in(config.keySet());
    }

    private static Map<String, ConfigValue> valuesByKey(Map<String, String> config) {
        Map<String, ConfigValue> values =
                new LinkedHashMap<>(Definition.configDef().validateAll(config));
        new Combinations(new Values(values)).check();
        return values;
    }

    /**
     * The values of a config without a fault.
     *
     * @throws ConfigException if there are faults; the message has all of them, and their keys
     */
    static Values valid(Map<String, String> config) {
        Map<String, ConfigValue> values = valuesByKey(config);
        List<String> faults = new ArrayList<>();
        values.values().forEach(each -> faults.addAll(each.errorMessages()));
        if (!faults.isEmpty()) {
            throw new ConfigException(String.join("; ", faults));
        }
        return new Values(values);
    }
}
