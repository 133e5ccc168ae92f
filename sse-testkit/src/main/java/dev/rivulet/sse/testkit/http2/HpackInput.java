package dev.rivulet.sse.testkit.http2;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Reads the two things that a header block is made of: integers and strings (RFC 7541, 5). */
final class HpackInput {
    private final byte[] block;
    private int at;

    HpackInput(byte[] block) {
        this.block = block;
    }

    boolean hasMore() {
        return at < block.length;
    }

    /** The octet that comes next, which stays there. */
    int peek() throws Http2Exception {
        if (!hasMore()) {
            throw Http2Exception.compression("a header block ends early");
        }
        return block[at] & 0xFF;
    }

    /** An integer that begins in the last so many bits of the next octet. */
    int integer(int prefixBits) throws Http2Exception {
        int mask = (1 << prefixBits) - 1;
        long value = next() & mask;
        if (value < mask) {
            return (int) value;
        }
        for (int shift = 0; shift <= 28; shift += 7) {
            int octet = next();
            value += (long) (octet & 0x7F) << shift;
            if (octet < 0x80) {
                return inRange(value);
            }
        }
        throw Http2Exception.compression("an integer is too long");
    }

    /** A string, each octet one char. */
    String string() throws Http2Exception {
        boolean huffman = peek() >= 0x80;
        int length = integer(7);
        if (length > block.length - at) {
            throw Http2Exception.compression("a string ends after its header block");
        }
        byte[] octets = Arrays.copyOfRange(block, at, at + length);
        at += length;
        return new String(huffman ? Huffman.decode(octets) : octets, StandardCharsets.ISO_8859_1);
    }

    private int next() throws Http2Exception {
        int octet = peek();
        at++;
        return octet;
    }

    private static int inRange(long value) throws Http2Exception {
        if (value > Integer.MAX_VALUE) {
            throw Http2Exception.compression("an integer is too large");
        }
        return (int) value;
    }
}
