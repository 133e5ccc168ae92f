package dev.rivulet.sse.kafka.config;

import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import java.util.function.Supplier;
import org.apache.kafka.common.config.ConfigDef.Recommender;

/** The values that a user interface offers, and whether the option matters with the other values. */
record Choice(Supplier<List<String>> values, Predicate<Map<String, Object>> visible) implements Recommender {
    static Choice of(List<String> words) {
        return new Choice(() -> words, others -> true);
    }

    static Choice of(Supplier<List<String>> words) {
        return new Choice(words, others -> true);
    }

    /** These, where another option has this value. */
    static Choice where(String key, String value, List<String> words) {
        return new Choice(() -> words, others -> value.equalsIgnoreCase(String.valueOf(others.get(key))));
    }

    /** Anything, where another option is set. */
    static Choice whereSet(String key) {
        return new Choice(List::of, others -> {
            Object other = others.get(key);
            return other != null && !other.toString().isBlank();
        });
    }

    @Override
    public List<Object> validValues(String name, Map<String, Object> parsed) {
        return List.copyOf(values.get());
    }

    @Override
    public boolean visible(String name, Map<String, Object> parsed) {
        return visible.test(parsed);
    }
}
