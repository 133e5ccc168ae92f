package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseEvent;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/**
 * The template of --format. An id, type or data in braces stands for that of the event, two braces for one, and a backslash
 * with n, t, r or a backslash for what it is in Java. No line end is added.
 */
final class Format {
    private final List<Function<SseEvent, String>> parts = new ArrayList<>();

    private Format() {}

    /** As {@code --format} has it. */
    static final class Converter implements ITypeConverter<Format> {
        @Override
        public Format convert(String template) {
            return Format.of(template);
        }
    }

    static Format of(String template) {
        var format = new Format();
        for (int at = 0; at < template.length(); ) {
            at = format.read(template, at);
        }
        return format;
    }

    /** The event's text; what comes from the server passes the filter. */
    String apply(SseEvent event, UnaryOperator<String> filter) {
        var text = new StringBuilder();
        for (var part : parts) {
            text.append(part instanceof Literal literal ? literal.text : filter.apply(part.apply(event)));
        }
        return text.toString();
    }

    /** Reads one part, and returns where the next one begins. */
    private int read(String template, int at) {
        char c = template.charAt(at);
        char next = at + 1 < template.length() ? template.charAt(at + 1) : 0;
        if (c == '\\') {
            return literal(escaped(next), at + 2);
        } else if (c == '{' && next != '{') {
            return placeholder(template, at);
        } else if (c == '{' || c == '}') {
            if (c == '}' && next != '}') {
                throw new TypeConversionException("a } without its {; for a brace write }}");
            }
            return literal(String.valueOf(c), at + 2);
        }
        int end = at;
        while (end < template.length() && "\\{}".indexOf(template.charAt(end)) < 0) {
            end++;
        }
        return literal(template.substring(at, end), end);
    }

    private int literal(String text, int next) {
        parts.add(new Literal(text));
        return next;
    }

    private int placeholder(String template, int at) {
        int end = template.indexOf('}', at);
        if (end < 0) {
            throw new TypeConversionException("a { without its }; for a brace write {{");
        }
        String name = template.substring(at + 1, end);
        parts.add(
                switch (name) {
                    case "id" -> SseEvent::id;
                    case "type" -> SseEvent::type;
                    case "data" -> SseEvent::data;
                    default ->
                        throw new TypeConversionException(
                                "there is no {" + name + "}; there are {id}, {type} and {data}; for a brace write {{");
                });
        return end + 1;
    }

    private static String escaped(char c) {
        return switch (c) {
            case 'n' -> "\n";
            case 't' -> "\t";
            case 'r' -> "\r";
            case '\\' -> "\\";
            case 0 -> throw new TypeConversionException("it ends in a \\; for a backslash write \\\\");
            default -> throw new TypeConversionException("there is no \\" + c + "; there are \\n, \\t, \\r and \\\\");
        };
    }

    private record Literal(String text) implements Function<SseEvent, String> {
        @Override
        public String apply(SseEvent event) {
            return text;
        }
    }
}
