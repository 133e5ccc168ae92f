package dev.rivulet.sse.bench.live;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * What the server sends. All events of one kind have one length, so that those who do not parse can count them. Ids are
 * numbers of a fixed length, and no id comes twice on a connection.
 */
enum LiveWire {
    /** The standard workload: like a token of a language model, with an id and a type, and the time at which it was sent. */
    TOKENS("id: ", "token", Data.TOKEN),
    /** The same without ids and types. */
    TOKENS_PLAIN("", "", Data.TOKEN),
    /** A price, with an id and a type: what an event costs apart from its bytes. */
    TICKS("id: ", "tick", Data.TICK),
    TICKS_PLAIN("", "", Data.TICK);

    static final String HEAD =
            "HTTP/1.1 200 OK\r\nContent-Type: text/event-stream\r\nCache-Control: no-cache\r\nTransfer-Encoding: chunked\r\n\r\n";

    /** In front of the time in a token's data. */
    static final String MARK = "{\"t\":";

    /** Of a time. */
    static final int DIGITS = 19;

    /** Of an id. */
    static final int ID_DIGITS = 12;

    private final String idField;
    private final byte[] event;
    private final int timeAt;
    private final int dataBytes;

    LiveWire(String idField, String type, String data) {
        this.idField = idField;
        String before = (idField.isEmpty() ? "" : idField + "0".repeat(ID_DIGITS) + "\n")
                + (type.isEmpty() ? "" : "event: " + type + "\n")
                + "data: ";
        this.event = (before + data + "\n\n").getBytes(StandardCharsets.US_ASCII);
        this.timeAt = data.startsWith(MARK) ? before.length() + MARK.length() : -1;
        this.dataBytes = data.length();
    }

    /** The kind whose name a path has, as in {@code /flood/tokens-plain/8192}; tokens where it has none. */
    static LiveWire ofPath(String path) {
        return Stream.of(values())
                .filter(wire -> path.contains("/" + wire + "/"))
                .findFirst()
                .orElse(TOKENS);
    }

    boolean hasIds() {
        return !idField.isEmpty();
    }

    /** Of an event, with the lines' ends. */
    int eventBytes() {
        return event.length;
    }

    /** Of an event's data. */
    int dataBytes() {
        return dataBytes;
    }

    byte[] event(long id, long nanos) {
        byte[] made = event.clone();
        if (hasIds()) {
            digits(made, idField.length(), ID_DIGITS, id);
        }
        if (timeAt >= 0) {
            digits(made, timeAt, DIGITS, nanos);
        }
        return made;
    }

    static byte[] chunk(byte[] content) {
        var chunk = new ByteArrayOutputStream();
        chunk.writeBytes((Integer.toHexString(content.length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
        chunk.writeBytes(content);
        chunk.writeBytes("\r\n".getBytes(StandardCharsets.US_ASCII));
        return chunk.toByteArray();
    }

    /** Many events with ids from 0 on, in chunks of so many bytes at most, whole events each; or one a chunk. */
    LiveFlood flood(int chunkBytes, int events) {
        int each = Math.max(1, chunkBytes / eventBytes());
        var all = new ByteArrayOutputStream();
        var content = new ByteArrayOutputStream();
        int[] idsEnd = new int[hasIds() ? events : 0];
        for (int i = 0; i < events; i++) {
            int inChunk = i % each;
            content.writeBytes(event(i, i));
            if (inChunk == each - 1 || i == events - 1) {
                byte[] chunk = chunk(content.toByteArray());
                int first = all.size() + chunk.length - 2 - content.size();
                for (int k = 0; hasIds() && k <= inChunk; k++) {
                    idsEnd[i - inChunk + k] = first + k * eventBytes() + idField.length() + ID_DIGITS;
                }
                all.writeBytes(chunk);
                content.reset();
            }
        }
        return new LiveFlood(all.toByteArray(), idsEnd);
    }

    private static void digits(byte[] into, int at, int count, long number) {
        long rest = number;
        for (int i = at + count - 1; i >= at; i--) {
            into[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
    }

    /** Of the events, apart from the constants because those need it. */
    private static final class Data {
        static final String TOKEN = MARK + "0".repeat(DIGITS)
                + ",\"object\":\"chat.completion.chunk\",\"model\":\"gpt-4o-mini\",\"choices\":[{\"index\":0,\"delta\":"
                + "{\"content\":\" stream of tokens, one\"},\"logprobs\":null,\"finish_reason\":null}]}";
        static final String TICK = "AAPL 123.45 678";
    }

    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
