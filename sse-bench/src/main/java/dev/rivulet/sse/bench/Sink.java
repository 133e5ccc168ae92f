package dev.rivulet.sse.bench;

import org.jspecify.annotations.Nullable;

/** Where a contestant puts each event. */
public interface Sink {
    /** Its type and data. */
    void event(@Nullable String type, String data);

    /** Its data where it lies. */
    void bytes(byte[] array, int offset, int length);
}
