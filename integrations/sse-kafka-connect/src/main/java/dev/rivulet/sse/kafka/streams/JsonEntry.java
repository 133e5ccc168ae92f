package dev.rivulet.sse.kafka.streams;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonLocation;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * A stream as a JSON object: {@code name}, {@code url}, {@code topic} and {@code headers}.
 *
 * @param problem what is wrong with the fields; null for nothing
 */
record JsonEntry(
        @Nullable String name,
        @Nullable String url,
        @Nullable String topic,
        Map<String, String> headers,
        @Nullable String problem) {
    private static final JsonFactory JSON = new JsonFactory();

    /**
     * Reads one object.
     *
     * @throws IllegalArgumentException if the text is not exactly one JSON object
     */
    static JsonEntry of(String text) {
        try (JsonParser json = JSON.createParser(text)) {
            if (json.nextToken() != JsonToken.START_OBJECT) {
                throw new IllegalArgumentException("not a JSON object");
            }
            JsonEntry entry = read(json);
            if (json.nextToken() != null) {
                throw new IllegalArgumentException("there is text after the JSON object");
            }
            return entry;
        } catch (IOException e) {
            throw new IllegalArgumentException(described(e));
        }
    }

    /**
     * Reads an array of objects.
     *
     * @throws IOException if the text is not exactly one complete JSON array of objects
     */
    static List<JsonEntry> array(String text) throws IOException {
        List<JsonEntry> entries = new ArrayList<>();
        try (JsonParser json = JSON.createParser(text)) {
            json.nextToken();
            while (json.nextToken() != JsonToken.END_ARRAY) {
                if (json.currentToken() != JsonToken.START_OBJECT) {
                    throw new IOException("element " + (entries.size() + 1) + " is not a JSON object");
                }
                entries.add(read(json));
            }
            if (json.nextToken() != null) {
                throw new IOException("there is text after the JSON array");
            }
            return entries;
        } catch (JsonProcessingException e) {
            throw new IOException(described(e));
        }
    }

    /** The same with this name, which an object in a topic need not repeat. */
    JsonEntry named(String key) {
        boolean other = name != null && !name.equals(key);
        return new JsonEntry(
                key, url, topic, headers, other ? "the name in the value is not the one of the key" : problem);
    }

    /** The stream. */
    StreamSpec spec() {
        if (problem != null) {
            throw new IllegalArgumentException(problem);
        }
        if (name == null || url == null) {
            throw new IllegalArgumentException("\"" + (name == null ? "name" : "url") + "\" is missing");
        }
        return new StreamSpec(name, ListText.uri(url), topic, headers);
    }

    /** Without what Jackson quotes, which may be a secret. */
    private static String described(IOException e) {
        JsonLocation at = e instanceof JsonProcessingException json ? json.getLocation() : null;
        return "broken JSON" + (at == null ? "" : " at line " + at.getLineNr() + ", column " + at.getColumnNr());
    }

    private static JsonEntry read(JsonParser json) throws IOException {
        var draft = new Draft();
        while (json.nextToken() == JsonToken.FIELD_NAME) {
            draft.field(json.currentName(), json);
        }
        return new JsonEntry(
                draft.texts.get("name"),
                draft.texts.get("url"),
                draft.texts.get("topic"),
                draft.headers,
                draft.problem);
    }

    /** What has been read of an object. */
    private static final class Draft {
        final Map<String, String> texts = new LinkedHashMap<>();
        final Map<String, String> headers = new LinkedHashMap<>();

        @Nullable
        String problem;

        void field(String field, JsonParser json) throws IOException {
            JsonToken value = json.nextToken();
            switch (field) {
                case "name", "url", "topic" -> text(field, texts, value, json);
                case "headers" -> headers(value, json);
                default -> {
                    problem = "unknown field \"" + field + "\": only name, url, topic and headers are known";
                    json.skipChildren();
                }
            }
        }

        private void text(String field, Map<String, String> into, JsonToken value, JsonParser json) throws IOException {
            if (value == JsonToken.VALUE_STRING) {
                into.put(field, json.getText());
            } else if (value != JsonToken.VALUE_NULL) {
                problem = "\"" + field + "\" is not a string";
                json.skipChildren();
            }
        }

        private void headers(JsonToken value, JsonParser json) throws IOException {
            if (value == JsonToken.VALUE_NULL) {
                return;
            }
            if (value != JsonToken.START_OBJECT) {
                problem = "\"headers\" is not an object";
                json.skipChildren();
                return;
            }
            while (json.nextToken() == JsonToken.FIELD_NAME) {
                String name = json.currentName();
                text(name, headers, json.nextToken(), json);
            }
        }
    }
}
