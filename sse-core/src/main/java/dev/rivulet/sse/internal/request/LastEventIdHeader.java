package dev.rivulet.sse.internal.request;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The Last-Event-ID header: the id as UTF-8 (WHATWG HTML, "server-sent events"), as far as a header can carry it. */
final class LastEventIdHeader {
    static final String NAME = "Last-Event-ID";

    private LastEventIdHeader() {}

    /** The value, each char an octet, or why there is none. */
    record Value(@Nullable String text, @Nullable String reason) {}

    static Value of(String id, boolean obsText, int mostBytes) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        if (bytes.length > mostBytes) {
            return new Value(null, bytes.length + " bytes are more than Limits.lastEventIdBytes = " + mostBytes);
        }
        for (byte b : bytes) {
            boolean isText = b < 0 ? obsText : b >= ' ' && b != 0x7F;
            if (!isText) {
                return new Value(null, b < 0 ? "this transport sends ASCII only" : "it has a control character");
            }
        }
        return new Value(new String(bytes, StandardCharsets.ISO_8859_1), null);
    }
}
