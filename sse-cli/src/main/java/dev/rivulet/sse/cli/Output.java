package dev.rivulet.sse.cli;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintWriter;
import java.nio.charset.StandardCharsets;

/**
 * Text on its way out, as UTF-8 whatever the locale, buffered until it is flushed. The first write that fails throws
 * {@link OutputLost}; later ones do nothing.
 */
final class Output {
    private static final int BUFFER = 32 << 10;

    private final OutputStream stream;
    private final boolean terminal;
    private final boolean colours;
    private volatile boolean lost; // reported once; what follows goes nowhere

    /**
     * An output.
     *
     * @param terminal whether a terminal reads it, which would obey control characters
     */
    Output(OutputStream stream, boolean terminal, boolean colours) {
        this.stream = new BufferedOutputStream(stream, BUFFER);
        this.terminal = terminal;
        this.colours = colours;
    }

    boolean isTerminal() {
        return terminal;
    }

    boolean hasColours() {
        return colours;
    }

    void print(String text) {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        write(bytes, 0, bytes.length);
    }

    void println(String text) {
        print(text + "\n");
    }

    void write(byte[] bytes, int offset, int length) {
        if (lost) {
            return;
        }
        try {
            stream.write(bytes, offset, length);
        } catch (IOException e) {
            lost = true;
            throw new OutputLost(e);
        }
    }

    void flush() {
        if (lost) {
            return;
        }
        try {
            stream.flush();
        } catch (IOException e) {
            lost = true;
            throw new OutputLost(e);
        }
    }

    /** The text in a style, where this output has any. */
    String styled(Style style, String text) {
        return colours ? style.apply(text) : text;
    }

    /** Text that a server sent as it may be shown here: to a terminal without control characters but tab and line feed. */
    String harmless(String text) {
        return terminal && text.chars().anyMatch(Output::isObeyed)
                ? text.codePoints()
                        .map(c -> isObeyed(c) ? '\uFFFD' : c)
                        .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                        .toString()
                : text;
    }

    private static boolean isObeyed(int c) {
        return Character.isISOControl(c) && c != '\n' && c != '\t';
    }

    /** A face for what wants a writer; it flushes at each line's end. */
    PrintWriter writer() {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }
}
