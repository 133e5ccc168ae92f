package dev.rivulet.sse.testkit.http2;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** Encodes fields as plain literals, so that blocks depend on nothing and can be read in a hex dump. */
final class HpackEncoder {
    private boolean saysItHasNoTable;

    /** The other side keeps a smaller table than the default; the next block has to say that it is not exceeded. */
    void shrink() {
        saysItHasNoTable = true;
    }

    /** One block. Each char of the fields is sent as one octet. */
    byte[] encode(List<Map.Entry<String, String>> fields) {
        var block = new ByteArrayOutputStream();
        if (saysItHasNoTable) {
            block.write(0x20);
            saysItHasNoTable = false;
        }
        for (Map.Entry<String, String> field : fields) {
            block.write(0);
            string(block, field.getKey());
            string(block, field.getValue());
        }
        return block.toByteArray();
    }

    private static void string(ByteArrayOutputStream block, String text) {
        byte[] octets = text.getBytes(StandardCharsets.ISO_8859_1);
        integer(block, 7, octets.length);
        block.writeBytes(octets);
    }

    static void integer(ByteArrayOutputStream block, int prefixBits, int value) {
        int mask = (1 << prefixBits) - 1;
        if (value < mask) {
            block.write(value);
            return;
        }
        block.write(mask);
        int rest = value - mask;
        while (rest >= 0x80) {
            block.write(rest & 0x7F | 0x80);
            rest >>= 7;
        }
        block.write(rest);
    }
}
