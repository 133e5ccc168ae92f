package dev.rivulet.sse.internal.events;

import dev.rivulet.sse.EventView;
import java.nio.charset.StandardCharsets;
import java.util.Set;

/** The event types that a request wants; none for all. */
final class EventTypes {
    private static final byte[][] ALL = {};

    private final byte[][] wanted;

    EventTypes(Set<String> types) {
        this.wanted = types.isEmpty() ? ALL : utf8(types);
    }

    private static byte[][] utf8(Set<String> types) {
        return types.stream().map(type -> type.getBytes(StandardCharsets.UTF_8)).toArray(byte[][]::new);
    }

    boolean contain(EventView view) {
        for (byte[] each : wanted) {
            if (view.typeEquals(each)) {
                return true;
            }
        }
        return wanted.length == 0;
    }
}
