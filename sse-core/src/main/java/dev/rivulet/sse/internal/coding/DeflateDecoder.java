package dev.rivulet.sse.internal.coding;

/** deflate: a zlib stream (RFC 1950), or bare deflated data, as some servers send it. */
final class DeflateDecoder extends InflatingDecoder {
    private final byte[] first = new byte[2];
    private int seen;
    private boolean over;

    /** A zlib header has method 8 in its first byte, and no raw stream of a server begins so with a fitting second. */
    @Override
    void frame(byte b) {
        first[seen++] = b;
        if (seen == first.length) {
            boolean zlib = (first[0] & 0x8F) == 8 && ((first[0] & 0xFF) << 8 | (first[1] & 0xFF)) % 31 == 0;
            dataBegins(zlib, first);
        }
    }

    @Override
    void decoded(byte[] out, int offset, int count) {}

    @Override
    void dataEnded() {
        over = true;
    }

    @Override
    boolean isOver() {
        return over;
    }

    @Override
    public boolean isComplete() {
        return over;
    }
}
