package dev.rivulet.sse.bench;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;

/** Writes a stream and keeps the payloads that were written, and where they lie. */
final class Script {
    private static final byte[] DATA = bytes("data: ");

    private final ByteArrayOutputStream wire = new ByteArrayOutputStream();
    private final ByteArrayOutputStream joined = new ByteArrayOutputStream();
    private final List<Integer> inWire = new ArrayList<>();
    private final List<Integer> inJoined = new ArrayList<>();
    private final List<Integer> lengths = new ArrayList<>();
    private boolean inOnePiece = true;

    int wireBytes() {
        return wire.size();
    }

    int events() {
        return lengths.size();
    }

    /** A field before an event's data. */
    void field(String name, String value, String lineEnd) {
        wire.writeBytes(bytes(name + ": " + value + lineEnd));
    }

    /** An event, written as one {@code data} line for each line of its payload. */
    void event(String payload, String lineEnd) {
        inWire.add(wire.size() + DATA.length);
        for (String line : payload.split("\n", -1)) {
            wire.writeBytes(DATA);
            wire.writeBytes(bytes(line + lineEnd));
        }
        wire.writeBytes(bytes(lineEnd));
        inOnePiece &= payload.indexOf('\n') < 0;
        expect(payload);
    }

    /** A piece of a stream as it was recorded, and the payloads of its events. */
    void recorded(byte[] piece, List<String> payloads) {
        wire.writeBytes(piece);
        inOnePiece = false;
        payloads.forEach(this::expect);
    }

    Workload workload(String name, int chunk) {
        byte[] stream = wire.toByteArray();
        byte[] payloads = inOnePiece ? stream : joined.toByteArray();
        return new Workload(
                name,
                stream,
                cuts(stream.length, chunk),
                payloads,
                ints(inOnePiece ? inWire : inJoined),
                ints(lengths));
    }

    private void expect(String payload) {
        byte[] data = bytes(payload);
        inJoined.add(joined.size());
        joined.writeBytes(data);
        lengths.add(data.length);
    }

    private static int[] cuts(int length, int chunk) {
        int chunks = (length + chunk - 1) / chunk;
        return IntStream.rangeClosed(1, chunks)
                .map(i -> Math.min(length, i * chunk))
                .toArray();
    }

    private static int[] ints(List<Integer> values) {
        return values.stream().mapToInt(Integer::intValue).toArray();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
