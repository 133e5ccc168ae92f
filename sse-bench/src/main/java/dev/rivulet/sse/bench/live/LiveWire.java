package dev.rivulet.sse.bench.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * What the server sends: events of one length, like a token of a language model, with the time at which each was sent in
 * front, so that those who do not parse can find it too.
 */
final class LiveWire {
    static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n";

    /** In front of the time. */
    static final String MARK = "data: {\"t\":";

    static final int DIGITS = 19;

    private static final String REST =
            ",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":"
                    + "{\"content\":\" stream of tokens, one\"},\"logprobs\":null,\"finish_reason\":null}]}\n\n";

    /** An event's bytes, with the lines' ends. */
    static final int EVENT = MARK.length() + DIGITS + REST.length();

    /** Bytes of an event's data. */
    static final int DATA = EVENT - "data: \n\n".length();

    private LiveWire() {}

    static byte[] event(long nanos) {
        String time = String.format("%0" + DIGITS + "d", nanos);
        return (MARK + time + REST).getBytes(StandardCharsets.US_ASCII);
    }

    static byte[] chunk(byte[] content) {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(content);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    /** Many events, in chunks of so many bytes at most, whole events each; or one a chunk. */
    static byte[] flood(int chunkBytes, int events) {
        int each = Math.max(1, chunkBytes / EVENT);
        var all = new ByteArrayOutputStream();
        var content = new ByteArrayOutputStream();
        for (int i = 1; i <= events; i++) {
            content.writeBytes(event(i));
            if (i % each == 0 || i == events) {
                all.writeBytes(chunk(content.toByteArray()));
                content.reset();
            }
        }
        return all.toByteArray();
    }
}
