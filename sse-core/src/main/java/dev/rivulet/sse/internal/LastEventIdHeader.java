package dev.rivulet.sse.internal;

import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** The Last-Event-ID header: the id as UTF-8 (WHATWG HTML, "server-sent events"), as far as a header can carry it. */
final class LastEventIdHeader {
    static final String NAME = "Last-Event-ID";

    private LastEventIdHeader() {}

    /** The value, each char an octet; null if it cannot be sent. */
    static @Nullable String value(String id, boolean obsText) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        for (byte b : bytes) {
            boolean isText = b < 0 ? obsText : b >= ' ' && b != 0x7F;
            if (!isText) {
                return null;
            }
        }
        return new String(bytes, StandardCharsets.ISO_8859_1);
    }
}
