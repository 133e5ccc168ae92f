package dev.rivulet.sse;

/** FNV-1a in 64 bits (draft-eastlake-fnv), which every process computes alike. */
final class ContentHash {
    static final long START = 0xcbf29ce484222325L;
    private static final long PRIME = 0x100000001b3L;

    private ContentHash() {}

    static long add(long hash, byte[] bytes, int offset, int length) {
        long result = hash;
        for (int i = offset; i < offset + length; i++) {
            result = (result ^ (bytes[i] & 0xFF)) * PRIME;
        }
        return result;
    }

    static long addZero(long hash) {
        return hash * PRIME;
    }
}
