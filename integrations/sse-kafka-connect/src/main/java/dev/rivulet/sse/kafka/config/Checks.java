package dev.rivulet.sse.kafka.config;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import dev.rivulet.sse.kafka.streams.TopicPattern;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.apache.kafka.common.config.ConfigDef.Validator;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.config.types.Password;

/**
 * What single options are checked for. A message names the key, and shows a value only if it cannot be a secret: Kafka's
 * own form of a message always shows it.
 */
final class Checks {
    private static final URI ANY = URI.create("http://localhost");

    private Checks() {}

    static Validator oneOf(List<String> words) {
        return text(value -> {
            if (words.stream().noneMatch(value.strip()::equalsIgnoreCase)) {
                throw new IllegalArgumentException("it is \"" + value + "\"; use one of " + String.join(", ", words));
            }
        });
    }

    /** Each element is one of these words. */
    static Validator eachOf(List<String> words) {
        return (key, value) -> {
            if (value instanceof List<?> list) {
                list.forEach(each -> oneOf(words).ensureValid(key, each));
            }
        };
    }

    static Validator streams() {
        return text(StreamSpec::inline);
    }

    static Validator path() {
        return text(value -> {
            try {
                Path unused = Path.of(value);
            } catch (InvalidPathException e) {
                throw new IllegalArgumentException("not a path: " + e.getReason());
            }
        });
    }

    static Validator uri() {
        return text(value -> {
            try {
                SseRequest.get(value.strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException(
                        "not an absolute http or https URI with a host: " + Redacted.uri(value.strip()));
            }
        });
    }

    /** The JDK's client, which fetches the list, takes fewer hosts. */
    static Validator listUri() {
        Validator uri = uri();
        return (key, value) -> {
            uri.ensureValid(key, value);
            if (value instanceof String text
                    && !text.isBlank()
                    && URI.create(text.strip()).getHost() == null) {
                throw failure(
                        key,
                        "the JDK's HTTP client takes no such host: " + Redacted.uri(text.strip())
                                + "; use a name of letters, digits and hyphens");
            }
        };
    }

    static Validator topic() {
        return text(TopicPattern::checkName);
    }

    static Validator topicPattern() {
        return text(TopicPattern::check);
    }

    /** Lines of headers that requests for streams can carry. */
    static Validator headers() {
        return text(value -> {
            SseRequest request = SseRequest.get(ANY);
            HeaderLines.of(value).forEach(request::secretHeader);
        });
    }

    /** Lines of headers that the JDK's client takes. */
    static Validator listHeaders() {
        return text(value -> HeaderLines.of(value).forEach((name, content) -> {
            SseRequest.get(ANY).secretHeader(name, content);
            try {
                HttpRequest.newBuilder(ANY).header(name, content);
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("the header " + name + " cannot be set");
            }
        }));
    }

    static Validator bearerToken() {
        return text(value -> {
            try {
                SseRequest.get(ANY).bearer(value.strip());
            } catch (IllegalArgumentException e) {
                throw new IllegalArgumentException("it has a character that a header cannot carry");
            }
        });
    }

    static Validator atLeast(long least) {
        return between(least, Long.MAX_VALUE);
    }

    static Validator between(long least, long most) {
        return (key, value) -> {
            if (value instanceof Number number && (number.longValue() < least || number.longValue() > most)) {
                String bounds = most == Long.MAX_VALUE ? "at least " + least : "from " + least + " to " + most;
                throw failure(key, "it is " + number + "; it must be " + bounds);
            }
        };
    }

    /** A check of a text that is set. What it throws is the message. */
    private static Validator text(Consumer<String> check) {
        return (key, value) -> {
            String text = value instanceof Password secret ? secret.value() : (String) value;
            if (text != null && !text.isBlank()) {
                try {
                    check.accept(text);
                } catch (IllegalArgumentException e) {
                    throw failure(key, String.valueOf(e.getMessage()));
                }
            }
        };
    }

    /** An error that names the key. */
    static ConfigException failure(String key, String problem) {
        return new ConfigException(key + ": " + problem);
    }
}
