package dev.rivulet.sse.parser;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Strings of event types, which are few and come again. Direct-mapped and shared by all parsers: entries are immutable
 * and a lost race costs one String. Only short types are kept.
 */
final class TypeCache {
    private static final int SLOTS = 256;
    static final int LONGEST = 64;
    private static final @Nullable Entry[] ENTRIES = new @Nullable Entry[SLOTS];

    private record Entry(byte[] bytes, String type) {}

    private TypeCache() {}

    static String get(byte[] bytes, int offset, int length) {
        if (length > LONGEST) {
            return Utf8.decode(bytes, offset, length);
        }
        int hash = length;
        for (int i = offset; i < offset + length; i++) {
            hash = hash * 31 + bytes[i];
        }
        int slot = (hash ^ hash >>> 8 ^ hash >>> 16) & (SLOTS - 1);
        Entry entry = ENTRIES[slot];
        if (entry == null || !Arrays.equals(entry.bytes, 0, entry.bytes.length, bytes, offset, offset + length)) {
            entry = new Entry(Arrays.copyOfRange(bytes, offset, offset + length), Utf8.decode(bytes, offset, length));
            ENTRIES[slot] = entry;
        }
        return entry.type;
    }
}
