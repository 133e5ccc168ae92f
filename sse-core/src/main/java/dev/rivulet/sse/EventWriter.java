package dev.rivulet.sse;

import java.io.Flushable;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Writes an event stream: UTF-8, lines that end in LF. Whatever is written is a whole block, blank line included, in one
 * call of {@link OutputStream#write(byte[], int, int)}, and parses back to the same.
 *
 * <p>Not thread-safe, and it buffers nothing between calls: {@link #flush()} flushes the underlying stream.
 */
public final class EventWriter implements Flushable {
    private static final int KEPT = 64 << 10;

    private final OutputStream out;
    private byte[] block = new byte[512];
    private int length;

    /** Writes to the given stream, which stays the caller's to close. */
    public EventWriter(OutputStream out) {
        this.out = out;
    }

    /** Writes an event of the default type {@code "message"} that leaves the last event ID as it is. */
    public void event(String data) throws IOException {
        event(null, data, null);
    }

    /**
     * Writes an event.
     *
     * @param type null or empty for the default, {@code "message"}
     * @param data CR, LF and CRLF each begin a new data line. A CR cannot be carried by the format: it comes back as LF
     * @param id null to leave the last event ID as it is; empty to reset it
     * @throws IllegalArgumentException if {@code type} has a CR or LF, or {@code id} a CR, LF or NUL; nothing is written
     */
    public void event(@Nullable String type, String data, @Nullable String id) throws IOException {
        requireOneLine("type", type, false);
        requireOneLine("id", id, true);
        if (type != null && !type.isEmpty()) {
            field("event: ", type);
        }
        lines("data: ", data);
        if (id != null) {
            field("id: ", id);
        }
        endBlock();
    }

    /** Writes a comment, as many lines as the text has: what servers send so that an idle connection shows life. */
    public void comment(String text) throws IOException {
        lines(": ", text);
        endBlock();
    }

    /**
     * Writes the time that clients shall wait before they reconnect, in whole milliseconds.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public void retry(Duration time) throws IOException {
        if (time.isNegative()) {
            throw new IllegalArgumentException("a negative retry time: " + time);
        }
        field("retry: ", Long.toString(time.toMillis()));
        endBlock();
    }

    /**
     * Writes a block of only an id: it moves the client's last event ID and gives no event.
     *
     * @throws IllegalArgumentException if {@code id} has a CR, LF or NUL; nothing is written
     */
    public void checkpoint(String id) throws IOException {
        requireOneLine("id", id, true);
        field("id: ", id);
        endBlock();
    }

    @Override
    public void flush() throws IOException {
        out.flush();
    }

    private static void requireOneLine(String name, @Nullable String value, boolean withoutNul) {
        if (value == null) {
            return;
        }
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c == '\n' || c == '\r' || (c == 0 && withoutNul)) {
                throw new IllegalArgumentException("the event's " + name + " has a " + (c == 0 ? "NUL" : "line end")
                        + " at " + i + ", which the format cannot carry there");
            }
        }
    }

    /** A field for each line of the text: an empty one has one, and one that ends in a line end has one more. */
    private void lines(String name, String text) {
        int from = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '\n' || c == '\r') {
                field(name, text.substring(from, i));
                if (c == '\r' && i + 1 < text.length() && text.charAt(i + 1) == '\n') {
                    i++;
                }
                from = i + 1;
            }
        }
        field(name, from == 0 ? text : text.substring(from));
    }

    /** The space after the colon is always written, so that a value that begins with one keeps it. */
    private void field(String name, String value) {
        append(name.getBytes(StandardCharsets.US_ASCII));
        append(value.getBytes(StandardCharsets.UTF_8));
        append('\n');
    }

    private void endBlock() throws IOException {
        append('\n');
        byte[] whole = block;
        int count = length;
        length = 0;
        if (whole.length > KEPT) {
            block = new byte[512];
        }
        out.write(whole, 0, count);
    }

    private void append(byte[] bytes) {
        reserve(bytes.length);
        System.arraycopy(bytes, 0, block, length, bytes.length);
        length += bytes.length;
    }

    private void append(char ascii) {
        reserve(1);
        block[length++] = (byte) ascii;
    }

    private void reserve(int more) {
        if (block.length - length < more) {
            block = Arrays.copyOf(block, Math.max(2 * block.length, length + more));
        }
    }
}
