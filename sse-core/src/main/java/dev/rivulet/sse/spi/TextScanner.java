package dev.rivulet.sse.spi;

/**
 * Looks for the bytes at which the parser has to stop, in place of the core's own search, which takes eight bytes at a
 * time. Called from many threads at once; keeps nothing.
 *
 * @see TextScannerProvider how it is found
 */
public interface TextScanner {
    /**
     * The first byte in {@code [from, to)} that is below 14 or not ASCII, or {@code to}; or an earlier place, with nothing
     * but text before it, from where the array has not enough bytes left for this scanner: the core looks from there.
     * Bytes from {@code to} on may be read, and are of no effect.
     */
    int textEnd(byte[] bytes, int from, int to);

    /** The same for bytes from 0 to 13 alone: what is not ASCII is text. */
    int controlEnd(byte[] bytes, int from, int to);
}
