package dev.rivulet.sse.micrometer;

import dev.rivulet.sse.http.Headers;
import org.jspecify.annotations.Nullable;

/** What a handler of tracing fills. */
final class HeaderCarrier {
    private Headers headers = Headers.none();

    /** A setter may be called without a carrier, which is of no use here. */
    static void set(@Nullable HeaderCarrier carrier, String name, String value) {
        if (carrier != null) {
            carrier.headers = carrier.headers.set(name, value);
        }
    }

    Headers headers() {
        return headers;
    }
}
