package dev.rivulet.sse.parser;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.EventWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.Charset;

/** The main class of a child JVM with another default charset: what it writes and parses it prints in ASCII. */
final class DefaultCharsetProbe {
    private DefaultCharsetProbe() {}

    public static void main(String[] args) throws IOException {
        var out = new ByteArrayOutputStream();
        String text = "\u041F\u0440\u0438 \u65E5 \uD83D\uDE00";
        new EventWriter(out).event(text, text, text);
        byte[] stream = Streams.concat(
                out.toByteArray(), Streams.text("data: "), Streams.text(text), Streams.bytes('\n', 0xFF, '\n', '\n'));
        System.out.println(Charset.defaultCharset().name());
        try (var parser = new EventStreamParser(DefaultCharsetProbe::print)) {
            parser.lastEventId(text);
            System.out.println(escaped(parser.lastEventId()));
            parser.feed(stream, 0, stream.length);
        }
    }

    private static boolean print(EventView view) {
        String bytes = ReferenceUtf8.decode(view.array(), view.offset(), view.length());
        System.out.println(escaped(view.type()) + " " + escaped(view.data()) + " " + escaped(bytes) + " "
                + escaped(view.id()) + " " + escaped(ReferenceUtf8.decode(view.idBytes())) + " "
                + escaped(ReferenceUtf8.decode(view.typeBytes())));
        return true;
    }

    static String escaped(String text) {
        var out = new StringBuilder();
        text.chars().forEach(c -> out.append(String.format("%04X", c)));
        return out.toString();
    }
}
