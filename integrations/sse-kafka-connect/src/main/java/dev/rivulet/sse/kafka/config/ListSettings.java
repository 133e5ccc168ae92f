package dev.rivulet.sse.kafka.config;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.http.Redacted;
import dev.rivulet.sse.kafka.streams.StreamList;
import dev.rivulet.sse.kafka.streams.StreamSpec;
import java.net.URI;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.apache.kafka.common.config.types.Password;
import org.jspecify.annotations.Nullable;

/** Where the streams are listed. One of the first four is not null. Its text has no secret. */
record ListSettings(
        @Nullable List<StreamSpec> inline,
        @Nullable Path file,
        @Nullable URI url,
        @Nullable String topic,
        @Nullable Password urlHeaders,
        Map<String, String> consumer,
        Duration refresh) {
    static ListSettings of(Values values, Map<String, String> config) {
        String inline = values.text(ListOptions.STREAMS);
        String file = values.text(ListOptions.FILE);
        String url = values.text(ListOptions.URL);
        return new ListSettings(
                inline == null ? null : StreamSpec.inline(inline),
                file == null ? null : Path.of(file),
                url == null ? null : URI.create(url),
                values.text(ListOptions.TOPIC),
                values.secret(ListOptions.URL_HEADERS),
                consumer(config),
                values.millis(ListOptions.REFRESH));
    }

    private static Map<String, String> consumer(Map<String, String> config) {
        Map<String, String> settings = new TreeMap<>();
        config.forEach((key, value) -> {
            if (key.startsWith(ListOptions.CONSUMER)) {
                settings.put(key.substring(ListOptions.CONSUMER.length()), value);
            }
        });
        return settings;
    }

    /** A new one, not started. */
    StreamList open(Supplier<HttpClient> client) {
        if (inline != null) {
            return StreamList.inline(inline);
        }
        if (file != null) {
            return StreamList.file(file, refresh);
        }
        if (url != null) {
            return StreamList.url(url, headers(), client.get(), refresh);
        }
        return StreamList.topic(requireNonNull(topic, "topic"), consumer, refresh);
    }

    private Map<String, String> headers() {
        return urlHeaders == null ? Map.of() : HeaderLines.of(urlHeaders.value());
    }

    @Override
    public String toString() {
        if (inline != null) {
            return inline.size() + " streams inline";
        }
        if (file != null) {
            return "streams.file " + file;
        }
        return url == null ? "streams.topic " + topic : "streams.url " + Redacted.uri(url);
    }
}
