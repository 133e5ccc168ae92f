package dev.rivulet.sse.simd.program;

import dev.rivulet.sse.parser.EventStreamParser;
import java.nio.charset.StandardCharsets;

/** A program as a user has it, in a package of its own: it prints an event, and its log is on its error output. */
public final class Parsing {
    private Parsing() {}

    public static void main(String[] args) {
        byte[] stream =
                "id: 1\nevent: tick\ndata: a line of text that is longer than any vector is, and then some more\n\n"
                        .getBytes(StandardCharsets.US_ASCII);
        try (var parser = new EventStreamParser(event -> {
            System.out.println(event.type() + " " + event.data());
            return true;
        })) {
            parser.feed(stream, 0, stream.length);
        }
    }
}
