package dev.rivulet.sse.kafka.config;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.apache.kafka.common.config.ConfigValue;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Parsed values by their keys. What is blank counts as not set. */
record Values(Map<String, ConfigValue> all) {
    /** Null if it is not set, or is faulty. */
    private @Nullable Object any(String key) {
        return requireNonNull(all.get(key), key).value();
    }

    private Object valid(String key) {
        return requireNonNull(any(key), key);
    }

    @Nullable
    String text(String key) {
        String text = (String) any(key);
        return text == null || text.isBlank() ? null : text.strip();
    }

    String word(String key) {
        return ((String) valid(key)).strip().toLowerCase(Locale.ROOT);
    }

    @Nullable
    Password secret(String key) {
        Password secret = (Password) any(key);
        return secret == null || secret.value() == null || secret.value().isBlank() ? null : secret;
    }

    boolean isSet(String key) {
        Object value = any(key);
        return value != null
                && (value instanceof Password
                        ? secret(key) != null
                        : !value.toString().isBlank());
    }

    boolean flag(String key) {
        return (boolean) valid(key);
    }

    int count(String key) {
        return (int) valid(key);
    }

    long number(String key) {
        return (long) valid(key);
    }

    Duration millis(String key) {
        return Duration.ofMillis(number(key));
    }

    List<String> list(String key) {
        return ((List<?>) valid(key)).stream().map(Object::toString).toList();
    }

    boolean isValid(String key) {
        return requireNonNull(all.get(key), key).errorMessages().isEmpty();
    }

    /** Adds a message to the option of this key. */
    void fault(String key, String problem) {
        requireNonNull(all.get(key), key).addErrorMessage(key + ": " + problem);
    }
}
