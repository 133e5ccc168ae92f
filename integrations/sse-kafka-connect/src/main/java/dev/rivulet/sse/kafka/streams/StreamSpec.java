package dev.rivulet.sse.kafka.streams;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.http.Redacted;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * One stream of a connector.
 *
 * @param name identifies the stream in offsets, keys, headers, logs and meters; up to 255 characters, none of them a
 *     control character
 * @param uri an absolute http or https URI; user information in it is sent as Basic authentication
 * @param topic the topic or the pattern of topics for this stream; null for the connector's
 * @param headers sent with each request of this stream, in addition to the connector's; treated as secrets
 */
public record StreamSpec(String name, URI uri, @Nullable String topic, Map<String, String> headers) {
    private static final int LONGEST_NAME = 255;

    /**
     * Checks all parts.
     *
     * @throws IllegalArgumentException if one is not as described; the message shows no secret
     */
    public StreamSpec {
        checkName(name);
        if (topic != null) {
            TopicPattern.check(topic);
            if (TopicPattern.isOnlyType(topic)) {
                throw new IllegalArgumentException("with the topic " + topic + ", the server chooses any topic, also"
                        + " those of Connect: put a prefix before it");
            }
        }
        headers = Map.copyOf(headers);
        SseRequest request = SseRequest.get(requireNonNull(uri, "uri"));
        headers.forEach(request::secretHeader);
    }

    /**
     * The streams of the option {@code streams}: {@code name=URL} entries, separated by white space or commas, or a JSON
     * array of objects.
     *
     * @throws IllegalArgumentException if one of them is wrong; the message says which, and shows no secret
     */
    public static List<StreamSpec> inline(String text) {
        ListText list = ListText.inline(text);
        if (!list.problems().isEmpty()) {
            throw new IllegalArgumentException(list.problems().toString());
        }
        if (list.streams().isEmpty()) {
            throw new IllegalArgumentException("no stream is listed");
        }
        return list.streams();
    }

    private static void checkName(String name) {
        if (name.isBlank() || !name.strip().equals(name)) {
            throw new IllegalArgumentException(
                    name.isBlank() ? "the name is empty" : "the name begins or ends with white space");
        }
        if (name.length() > LONGEST_NAME) {
            throw new IllegalArgumentException("the name has more than " + LONGEST_NAME + " characters");
        }
        if (name.chars().anyMatch(Character::isISOControl)) {
            throw new IllegalArgumentException("the name has a control character");
        }
    }

    /** Without user information, query, and the values of headers. */
    @Override
    public String toString() {
        String to = topic == null ? "" : ", topic " + topic;
        String with = headers.isEmpty() ? "" : ", headers " + new TreeMap<>(headers).keySet();
        return name + " (" + Redacted.uri(uri) + to + with + ")";
    }
}
