package dev.rivulet.sse.bench;

import dev.rivulet.sse.parser.EventStreamParser;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;

/** A stream that our parser is fed one byte a chunk: what is paid for each chunk, and whether it grows. */
record Drip(byte[] wire) implements Pass {
    /** Many small events, one event of a single line, one event of many short lines. */
    static final List<String> SHAPES = List.of("events", "one-line", "many-lines");

    private static final byte[] FILL = "data: 0123456789 0123456789 0123456789\n".getBytes(StandardCharsets.UTF_8);

    static Drip of(String shape, int bytes) {
        byte[] wire = new byte[bytes];
        switch (shape) {
            case "events" -> repeat(Workload.of("llm", Workload.SEED).wire(), wire);
            case "many-lines" -> repeat(FILL, wire);
            case "one-line" -> {
                Arrays.fill(wire, (byte) 'x');
                System.arraycopy(FILL, 0, wire, 0, 6);
            }
            default -> throw new IllegalArgumentException("no shape " + shape + ", only " + SHAPES);
        }
        wire[bytes - 2] = '\n';
        wire[bytes - 1] = '\n';
        return new Drip(wire);
    }

    int bytes() {
        return wire.length;
    }

    @Override
    public void run(Sink sink) {
        try (var parser = new EventStreamParser(event -> {
            sink.event(event.type(), event.data());
            return true;
        })) {
            for (int i = 0; i < wire.length; i++) {
                parser.feed(wire, i, i + 1);
            }
            parser.end();
        }
    }

    private static void repeat(byte[] piece, byte[] into) {
        for (int at = 0; at < into.length; at += piece.length) {
            System.arraycopy(piece, 0, into, at, Math.min(piece.length, into.length - at));
        }
    }
}
