package dev.rivulet.sse.internal.coding;

import java.util.zip.ZipException;

/** Decodes one response body, piece by piece, as its bytes come. Confined to the session. */
public interface ContentDecoder extends AutoCloseable {
    /** The next coded bytes; those before have been decoded. The array is read until {@link #decode} gives 0. */
    void input(byte[] bytes, int from, int to);

    /**
     * Decodes into {@code out}.
     *
     * @return how many bytes; 0 if more input is needed, or the body is over
     * @throws ZipException if the body is damaged
     */
    int decode(byte[] out, int offset, int length) throws ZipException;

    /** Whether the body may end here. */
    boolean isComplete();

    @Override
    void close();
}
