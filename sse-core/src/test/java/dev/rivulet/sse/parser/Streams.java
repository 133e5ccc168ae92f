package dev.rivulet.sse.parser;

import dev.rivulet.sse.property.Inputs;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Random;

/** Streams to try a parser with: pieces that look like the format in any order, events, and noise. */
final class Streams {
    private static final List<byte[]> PIECES = List.of(
            text("data"),
            text("data:"),
            text("data: "),
            text("data: x"),
            text("event"),
            text("event:"),
            text("event: tick"),
            text("id"),
            text("id:"),
            text("id: 7"),
            text("id: \0"),
            text("retry"),
            text("retry:"),
            text("retry: 15"),
            text("retry: 99999999999999999999"),
            text("retry: 1x"),
            text(":"),
            text(": ping"),
            text("foo: bar"),
            text("Data: x"),
            text(" data: x"),
            text(" "),
            text("\t"),
            text("0"),
            text("\0"),
            text("\u000B"),
            text("\u000E"),
            text("a"),
            text("eight by"),
            text("sixteen bytes ...".substring(0, 16)),
            text("thirty-two bytes, no more no less".substring(0, 32)),
            text("a text that is longer than the forty-eight bytes of the fast path, so that it is taken".repeat(2)),
            text("\n"),
            text("\n"),
            text("\n\n"),
            text("\n\n"),
            text("\r\n"),
            text("\r\n\r\n"),
            text("\r"),
            text("\r\r"),
            text("data: one line of some length in LF\n\n"),
            text("data: one line of some length in CRLF\r\n\r\n"),
            text("event: e\ndata: a\ndata: b\nid: 1\n\n"),
            text("id: 2\n\n"),
            text("data: a\nevent: between\ndata: b, and some more after it that makes it long\n\n"),
            text("data:\n\n"),
            text("id: 1759351655-17\nevent: token\ndata: {\"delta\": \"one\"}\n\n"),
            text("event: token\nid: 12345678\ndata: no id is as long as this one's event\n\n"),
            text("event: tokens\nid:5\ndata:without a space\n\n"),
            text("data: first\nid: 9\nevent: response.output_text.delta\n\n"),
            text("id: 10\r\nevent: token\r\ndata: in CRLF\r\n\r\n"),
            text("event: response.output_text.delta\ndata: a long type\nid:\n\n"),
            text("event: a type that is longer than forty bytes with its name\ndata: x\n\n"),
            text("id: 1\u00002\nevent:\ndata: an id with NUL\n\n"),
            text("event: t\u00E9\ndata: \u65E5\nid: \u00E9\n\n"),
            text("\uFEFF"),
            text("\u00E9"),
            text("\u2028"),
            text("\u65E5\u672C\u8A9E"),
            text("\uD83D\uDE00"),
            bytes(0xEF),
            bytes(0xEF, 0xBB),
            bytes(0xED, 0xA0, 0x80),
            bytes(0xC0, 0xAF),
            bytes(0xE2, 0x82),
            bytes(0xF0, 0x9F, 0x98),
            bytes(0xF4, 0x90, 0x80, 0x80),
            bytes(0x80),
            bytes(0xFF));

    private static final List<byte[]> LINE_ENDS = List.of(text("\n"), text("\r\n"), text("\r"));

    private Streams() {}

    /** Anything, in pieces, some with a byte order mark in front; it shrinks to few of them. */
    static byte[] any(Inputs in) {
        byte[] mark = text(in.oneIn(10) ? "\uFEFF" : "");
        return concat(mark, pieces(in, 40));
    }

    static byte[] pieces(Inputs in, int atMost) {
        return joined(in.list(atMost, () -> piece(in)));
    }

    private static byte[] piece(Inputs in) {
        if (in.oneIn(31)) {
            return in.bytes(12);
        }
        return in.oneIn(4) ? in.of(LINE_ENDS) : in.of(PIECES);
    }

    /** The same from a generator of random numbers, for long and fast runs. */
    static byte[] random(Random random, int pieces) {
        var out = new ByteArrayOutputStream();
        int count = random.nextInt(pieces + 1);
        for (int i = 0; i < count; i++) {
            switch (random.nextInt(40)) {
                case 0 -> {
                    byte[] noise = new byte[random.nextInt(12)];
                    random.nextBytes(noise);
                    out.writeBytes(noise);
                }
                case 1 -> out.writeBytes("0123456789".repeat(random.nextInt(12)).getBytes(StandardCharsets.US_ASCII));
                default -> out.writeBytes(PIECES.get(random.nextInt(PIECES.size())));
            }
        }
        return out.toByteArray();
    }

    /** A few bytes of it changed, removed, doubled or swapped. */
    static byte[] mutated(Random random, byte[] stream) {
        byte[] bytes = stream.clone();
        int changes = 1 + random.nextInt(4);
        for (int i = 0; i < changes && bytes.length > 0; i++) {
            int at = random.nextInt(bytes.length);
            int to = Math.min(bytes.length, at + 1 + random.nextInt(8));
            switch (random.nextInt(4)) {
                case 0 -> bytes[at] = (byte) "\r\n: \0x\u00FF".charAt(random.nextInt(7));
                case 1 -> bytes[at] ^= (byte) (1 << random.nextInt(8));
                case 2 -> bytes = concat(slice(bytes, 0, at), slice(bytes, to, bytes.length));
                default -> bytes = concat(slice(bytes, 0, to), slice(bytes, at, bytes.length));
            }
        }
        return bytes;
    }

    static byte[] text(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    static byte[] bytes(int... bytes) {
        byte[] out = new byte[bytes.length];
        for (int i = 0; i < out.length; i++) {
            out[i] = (byte) bytes[i];
        }
        return out;
    }

    static byte[] joined(List<byte[]> parts) {
        var out = new ByteArrayOutputStream();
        parts.forEach(out::writeBytes);
        return out.toByteArray();
    }

    static byte[] concat(byte[]... parts) {
        return joined(List.of(parts));
    }

    private static byte[] slice(byte[] bytes, int from, int to) {
        return java.util.Arrays.copyOfRange(bytes, from, to);
    }
}
