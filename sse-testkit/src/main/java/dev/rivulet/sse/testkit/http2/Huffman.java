package dev.rivulet.sse.testkit.http2;

import java.io.ByteArrayOutputStream;

/**
 * The Huffman code of RFC 7541, Appendix B. It is canonical (codes of a length follow each other in the order of their
 * symbols, and the shorter come first), so that the lengths say it all.
 */
public final class Huffman {
    private static final int END = 256;
    private static final int LONGEST = 30;

    private static final byte[] LENGTHS = {
        13, 23, 28, 28, 28, 28, 28, 28, 28, 24, 30, 28, 28, 30, 28, 28, // 0
        28, 28, 28, 28, 28, 28, 30, 28, 28, 28, 28, 28, 28, 28, 28, 28, // 16
        6, 10, 10, 12, 13, 6, 8, 11, 10, 10, 8, 11, 8, 6, 6, 6, // 32
        5, 5, 5, 6, 6, 6, 6, 6, 6, 6, 7, 8, 15, 6, 12, 10, // 48
        13, 6, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, 7, // 64
        7, 7, 7, 7, 7, 7, 7, 7, 8, 7, 8, 13, 19, 13, 14, 6, // 80
        15, 5, 6, 5, 6, 5, 6, 6, 6, 5, 7, 7, 6, 6, 6, 5, // 96
        6, 7, 6, 5, 5, 6, 7, 7, 7, 7, 7, 15, 11, 14, 13, 28, // 112
        20, 22, 20, 20, 22, 22, 22, 23, 22, 23, 23, 23, 23, 23, 24, 23, // 128
        24, 24, 22, 23, 24, 23, 23, 23, 23, 21, 22, 23, 22, 23, 23, 24, // 144
        22, 21, 20, 22, 22, 23, 23, 21, 23, 22, 22, 24, 21, 22, 23, 23, // 160
        21, 21, 22, 21, 23, 22, 23, 23, 20, 22, 22, 22, 23, 22, 22, 23, // 176
        26, 26, 20, 19, 22, 23, 22, 25, 26, 26, 26, 27, 27, 26, 24, 25, // 192
        19, 21, 26, 27, 27, 26, 27, 24, 21, 21, 26, 26, 28, 27, 27, 27, // 208
        20, 24, 20, 21, 22, 21, 21, 23, 22, 22, 25, 25, 24, 24, 26, 23, // 224
        26, 27, 26, 26, 27, 27, 27, 27, 27, 28, 27, 27, 27, 27, 27, 26, // 240
        30, // the end of a string
    };

    private static final int[] SYMBOLS = new int[END + 1]; // in the order of their codes
    private static final int[] FIRST_CODE = new int[LONGEST + 1]; // of each length
    private static final int[] FIRST_PLACE = new int[LONGEST + 2]; // in SYMBOLS, of each length

    static {
        int place = 0;
        int code = 0;
        for (int length = 1; length <= LONGEST; length++) {
            code <<= 1;
            FIRST_CODE[length] = code;
            FIRST_PLACE[length] = place;
            for (int symbol = 0; symbol <= END; symbol++) {
                if (LENGTHS[symbol] == length) {
                    SYMBOLS[place++] = symbol;
                    code++;
                }
            }
        }
        FIRST_PLACE[LONGEST + 1] = place;
    }

    private Huffman() {}

    /**
     * The octets that a coded string stands for.
     *
     * @throws Http2Exception if it has a code for its end, or is filled up with anything but up to seven ones
     */
    public static byte[] decode(byte[] coded) throws Http2Exception {
        var text = new ByteArrayOutputStream(coded.length * 2);
        int code = 0;
        int length = 0;
        for (int i = 0; i < coded.length * 8; i++) {
            code = code << 1 | coded[i / 8] >> (7 - i % 8) & 1;
            length++;
            int place = code - FIRST_CODE[length] + FIRST_PLACE[length];
            if (place < FIRST_PLACE[length + 1]) {
                text.write(octet(SYMBOLS[place]));
                code = 0;
                length = 0;
            }
        }
        if (length > 7 || code != (1 << length) - 1) {
            throw Http2Exception.compression("a Huffman string is filled up with " + length + " bits");
        }
        return text.toByteArray();
    }

    private static int octet(int symbol) throws Http2Exception {
        if (symbol == END) {
            throw Http2Exception.compression("a Huffman string contains its end");
        }
        return symbol;
    }

    /** The code of an octet, or of the end (256), as ones and zeros. */
    static String codeOf(int symbol) {
        int length = LENGTHS[symbol];
        int place = FIRST_PLACE[length];
        while (SYMBOLS[place] != symbol) {
            place++;
        }
        int code = FIRST_CODE[length] + place - FIRST_PLACE[length];
        return Integer.toBinaryString(1 << length | code).substring(1);
    }
}
