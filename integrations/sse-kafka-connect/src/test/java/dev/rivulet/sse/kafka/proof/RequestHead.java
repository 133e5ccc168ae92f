package dev.rivulet.sse.kafka.proof;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** What a request asks for: a path, and where to resume. */
record RequestHead(String path, String lastEventId) {
    private static final int MOST_BYTES = 16_384;
    private static final String LAST_EVENT_ID = "last-event-id:";

    static RequestHead read(InputStream in) throws IOException {
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            int next = in.read();
            if (next < 0 || head.length() > MOST_BYTES) {
                throw new IOException("not a whole request: " + head.length() + " bytes");
            }
            head.append((char) next);
        }
        return of(new String(head.toString().getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8));
    }

    private static RequestHead of(String head) {
        String[] lines = head.split("\r\n", -1);
        String id = "";
        for (String line : lines) {
            if (line.regionMatches(true, 0, LAST_EVENT_ID, 0, LAST_EVENT_ID.length())) {
                id = line.substring(LAST_EVENT_ID.length()).strip();
            }
        }
        return new RequestHead(lines[0].split(" ", -1)[1], id);
    }
}
