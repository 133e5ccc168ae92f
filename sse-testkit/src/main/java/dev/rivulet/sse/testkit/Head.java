package dev.rivulet.sse.testkit;

import dev.rivulet.sse.http.Headers;
import java.nio.charset.StandardCharsets;

/**
 * What stands before a body: status line and header lines, and how the body is delimited.
 *
 * @param length of the body so far, for {@link Framing#LENGTH}
 */
record Head(String statusLine, Headers headers, Headers trailers, Framing framing, long length) {
    /** How the client is to know where the body ends. */
    enum Framing {
        CHUNKED,
        LENGTH,
        CLOSE
    }

    Head with(String name, String value) {
        return new Head(statusLine, headers.add(name, value), trailers, framing, length);
    }

    Head withTrailer(String name, String value) {
        return new Head(statusLine, headers, trailers.add(name, value), framing, length);
    }

    Head framed(Framing by) {
        return new Head(statusLine, headers, trailers, by, length);
    }

    Head longer(long bytes) {
        return new Head(statusLine, headers, trailers, framing, length + bytes);
    }

    /** With the header that the framing asks for, unless the headers say something else. */
    byte[] bytes() {
        Headers all = headers;
        if (all.first("Transfer-Encoding") == null && all.first("Content-Length") == null) {
            all = switch (framing) {
                case CHUNKED -> all.add("Transfer-Encoding", "chunked");
                case LENGTH -> mayHaveBody() ? all.add("Content-Length", Long.toString(length)) : all;
                case CLOSE -> all;
            };
        }
        return (statusLine + "\r\n" + lines(all) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    /** As HTTP/2 has it, without the line around it. */
    int status() {
        String[] words = statusLine.split(" ", -1);
        if (words.length < 2 || !words[1].matches("\\d{3}")) {
            throw new IllegalStateException("HTTP/2 has no status lines, and this has no status: " + statusLine);
        }
        return Integer.parseInt(words[1]);
    }

    byte[] lastChunk() {
        return ("0\r\n" + lines(trailers) + "\r\n").getBytes(StandardCharsets.ISO_8859_1);
    }

    boolean mayHaveBody() {
        return !statusLine.matches("HTTP/1\\.. (1..|204|304)\\b.*");
    }

    private static String lines(Headers headers) {
        var text = new StringBuilder();
        headers.lines()
                .forEach(line -> text.append(line.getKey())
                        .append(": ")
                        .append(line.getValue())
                        .append("\r\n"));
        return text.toString();
    }
}
