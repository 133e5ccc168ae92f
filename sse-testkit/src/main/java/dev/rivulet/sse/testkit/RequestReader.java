package dev.rivulet.sse.testkit;

import dev.rivulet.sse.http.Headers;
import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.AbstractMap.SimpleImmutableEntry;
import java.util.ArrayList;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests, one after the other. One that is longer than a client's should be is refused. */
final class RequestReader {
    static final int LONGEST_HEAD = 1 << 20;
    static final int LONGEST_BODY = 64 << 20;

    private final InputStream in;
    private final ServerOrigin origin;
    private int headLeft; // in bytes; of a chunk's first line too

    RequestReader(InputStream in, ServerOrigin origin) {
        this.in = in;
        this.origin = origin;
    }

    /** The next request, or null at the end of file. */
    @Nullable
    RecordedRequest next() throws IOException {
        headLeft = LONGEST_HEAD;
        String start = line();
        if (start == null) {
            return null;
        }
        String[] parts = start.split(" ", -1);
        if (parts.length != 3 || !parts[2].startsWith("HTTP/1.")) {
            throw new IOException("not the start of an HTTP/1.1 request: " + start);
        }
        Headers headers = headers();
        return new RecordedRequest(origin, parts[0], parts[1], headers, body(headers));
    }

    private Headers headers() throws IOException {
        var lines = new ArrayList<Map.Entry<String, String>>();
        for (String line = needed(line()); !line.isEmpty(); line = needed(line())) {
            int colon = line.indexOf(':');
            if (colon < 1) {
                throw new IOException("not a header line: " + line);
            }
            String value = line.substring(colon + 1).strip();
            lines.add(new SimpleImmutableEntry<>(line.substring(0, colon), value));
        }
        return Headers.of(lines);
    }

    private byte[] body(Headers headers) throws IOException {
        if ("chunked".equalsIgnoreCase(headers.first("Transfer-Encoding"))) {
            return chunks();
        }
        String length = headers.first("Content-Length");
        return length == null ? new byte[0] : exactly(Integer.parseInt(length), LONGEST_BODY);
    }

    private byte[] chunks() throws IOException {
        var body = new ByteArrayOutputStream();
        while (true) {
            headLeft = LONGEST_HEAD;
            int size = Integer.parseInt(needed(line()).replaceFirst(";.*", ""), 16);
            if (size == 0) {
                headers(); // the trailers
                return body.toByteArray();
            }
            body.write(exactly(size, LONGEST_BODY - body.size()));
            line();
        }
    }

    private byte[] exactly(int count, int most) throws IOException {
        if (count < 0 || count > most) {
            throw new IOException("a request's body has from 0 to " + LONGEST_BODY + " bytes");
        }
        byte[] bytes = in.readNBytes(count);
        if (bytes.length < count) {
            throw new EOFException("the request's body ended early");
        }
        return bytes;
    }

    private @Nullable String line() throws IOException {
        var line = new ByteArrayOutputStream();
        for (int b = in.read(); b != '\n'; b = in.read()) {
            if (b < 0) {
                if (line.size() == 0) {
                    return null;
                }
                throw new EOFException("the request ended within a line: " + line);
            }
            if (--headLeft < 0) {
                throw new IOException("a request's head has at most " + LONGEST_HEAD + " bytes");
            }
            line.write(b);
        }
        String text = line.toString(StandardCharsets.ISO_8859_1);
        return text.endsWith("\r") ? text.substring(0, text.length() - 1) : text;
    }

    private static String needed(@Nullable String line) throws IOException {
        if (line == null) {
            throw new EOFException("the request's head ended early");
        }
        return line;
    }
}
