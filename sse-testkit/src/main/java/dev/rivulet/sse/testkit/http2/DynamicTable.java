package dev.rivulet.sse.testkit.http2;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** The fields that a connection has learned, the youngest first, bounded by dropping the oldest (RFC 7541, 4). */
final class DynamicTable {
    private final List<Map.Entry<String, String>> fields = new ArrayList<>();
    private int capacity;
    private int size;

    DynamicTable(int capacity) {
        this.capacity = capacity;
    }

    List<Map.Entry<String, String>> fields() {
        return fields;
    }

    /** In octets, with 32 for each entry. */
    int size() {
        return size;
    }

    void resize(int octets) {
        capacity = octets;
        shrinkTo(capacity);
    }

    /** A field that is larger than the table leaves it empty. */
    void add(Map.Entry<String, String> field) {
        int more = sizeOf(field);
        shrinkTo(Math.max(0, capacity - more));
        if (more <= capacity) {
            fields.add(0, field);
            size += more;
        }
    }

    private void shrinkTo(int octets) {
        while (size > octets) {
            size -= sizeOf(fields.remove(fields.size() - 1));
        }
    }

    private static int sizeOf(Map.Entry<String, String> field) {
        return field.getKey().length() + field.getValue().length() + 32;
    }
}
