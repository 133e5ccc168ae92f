package dev.rivulet.sse.kafka.records;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON in Connect's schemaless form: maps, lists, strings, booleans, null, {@code Long} and {@code Double}. A whole number
 * beyond a long is a double, because Connect's converters take no larger type. Nested at most 500 levels deep.
 */
final class Json {
    private static final int DEEPEST = 500;

    private static final JsonFactory FACTORY = JsonFactory.builder()
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(DEEPEST)
                    .maxStringLength(Integer.MAX_VALUE) // an event has a limit of its own
                    .build())
            .build();

    private Json() {}

    /** Parses one whole document. */
    static @Nullable Object parse(byte[] utf8) throws UnreadableDataException {
        try (JsonParser parser = FACTORY.createParser(utf8)) {
            if (parser.nextToken() == null) {
                throw new UnreadableDataException("the data is empty, not JSON");
            }
            Object value = value(parser);
            if (parser.nextToken() != null) {
                throw new UnreadableDataException("the data has more after its JSON value, at byte " + at(parser));
            }
            return value;
        } catch (IOException e) {
            throw new UnreadableDataException("the data is not JSON" + where(e));
        }
    }

    private static @Nullable Object value(JsonParser parser) throws IOException, UnreadableDataException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> map(parser);
            case START_ARRAY -> list(parser);
            case VALUE_STRING -> parser.getText();
            case VALUE_NUMBER_INT -> whole(parser);
            case VALUE_NUMBER_FLOAT -> fraction(parser);
            case VALUE_TRUE -> true;
            case VALUE_FALSE -> false;
            case VALUE_NULL -> null;
            default -> throw new UnreadableDataException("the data is not JSON, at byte " + at(parser));
        };
    }

    private static Map<String, @Nullable Object> map(JsonParser parser) throws IOException, UnreadableDataException {
        Map<String, @Nullable Object> map = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            map.put(name, value(parser));
        }
        return map;
    }

    private static List<@Nullable Object> list(JsonParser parser) throws IOException, UnreadableDataException {
        List<@Nullable Object> list = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            list.add(value(parser));
        }
        return list;
    }

    private static Object whole(JsonParser parser) throws IOException, UnreadableDataException {
        JsonParser.NumberType type = parser.getNumberType();
        return type == JsonParser.NumberType.BIG_INTEGER ? fraction(parser) : (Object) parser.getLongValue();
    }

    private static Double fraction(JsonParser parser) throws IOException, UnreadableDataException {
        double value = parser.getDoubleValue();
        if (Double.isInfinite(value)) {
            throw new UnreadableDataException("the data has a number that no double can hold, at byte " + at(parser));
        }
        return value;
    }

    private static long at(JsonParser parser) {
        return parser.currentTokenLocation().getByteOffset();
    }

    private static String where(IOException e) {
        return e instanceof com.fasterxml.jackson.core.JsonProcessingException json && json.getLocation() != null
                ? ", at byte " + json.getLocation().getByteOffset()
                : "";
    }
}
