package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseRequest;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/** The options that say what is printed. */
final class OutputOptions {
    @Option(
            names = "--type",
            paramLabel = "TYPE",
            description = "print only events of this type; repeatable; an event without a type is a message")
    private List<String> types = new ArrayList<>();

    @Option(names = "--max-events", paramLabel = "N", description = "end after this many events")
    private long most = Long.MAX_VALUE;

    @Option(
            names = "--json",
            description =
                    "print each event as an object on a line, {\"type\":…,\"data\":…,\"id\":…}; messages on standard error"
                            + " are objects too")
    private boolean json;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            converter = Format.Converter.class,
            description = "print each event in this form, such as '{id} {data}\\n', with {id}, {type} and {data} of the"
                    + " event; \\n, \\t, \\r, \\\\, {{ and }} are escapes; no line end is added")
    private @Nullable Format format;

    @Option(names = "--states", description = "print on standard error what the connection does")
    private boolean states;

    @Option(
            names = {"-v", "--verbose"},
            description = "print on standard error the head of each request (>) and response (<), secrets as ***")
    private boolean verbose;

    SseRequest applyTo(SseRequest request) {
        if (most < 1) {
            throw CommandFailure.badUsage("--max-events must be at least 1: " + most);
        }
        return request.eventTypes(types.toArray(String[]::new));
    }

    Report report(String command, Display display) {
        if (json && format != null) {
            throw CommandFailure.badUsage("--json and --format exclude each other");
        }
        return json ? new JsonReport(display) : new TextReport(command, display, format);
    }

    long most() {
        return most;
    }

    boolean showsStates() {
        return states;
    }

    boolean showsHeads() {
        return verbose;
    }
}
