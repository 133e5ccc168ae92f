package dev.rivulet.sse.testkit;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;

/** As much of ASN.1's distinguished encoding as an X.509 certificate needs (RFC 5280, 4.1). */
final class Der {
    private static final DateTimeFormatter UTC_TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final byte[] ECDSA_WITH_SHA256 =
            sequence(tag(0x06, new byte[] {0x2A, (byte) 0x86, 0x48, (byte) 0xCE, 0x3D, 4, 3, 2}));
    private static final byte[] COMMON_NAME = tag(0x06, new byte[] {0x55, 4, 3});
    private static final byte[] SUBJECT_ALTERNATIVE_NAMES = tag(0x06, new byte[] {0x55, 0x1D, 0x11});

    private Der() {}

    static byte[] toBeSigned(byte[] publicKey, Instant from, Instant until, byte[] names) {
        long serial = System.nanoTime();
        byte[] name = sequence(tag(0x31, sequence(COMMON_NAME, text(0x0C, "rivulet test " + serial))));
        return sequence(
                tag(0xA0, integer(2)),
                integer(serial),
                ECDSA_WITH_SHA256,
                name,
                sequence(text(0x17, UTC_TIME.format(from)), text(0x17, UTC_TIME.format(until))),
                name,
                publicKey,
                tag(0xA3, sequence(sequence(SUBJECT_ALTERNATIVE_NAMES, tag(0x04, names)))));
    }

    static byte[] signed(byte[] toBeSigned, byte[] signature) {
        return sequence(toBeSigned, ECDSA_WITH_SHA256, tag(0x03, new byte[1], signature));
    }

    static byte[] host(String host) {
        if (!host.matches("[0-9.]+")) {
            return text(0x82, host);
        }
        byte[] address = new byte[4];
        String[] numbers = host.split("\\.", -1);
        for (int i = 0; i < address.length; i++) {
            address[i] = (byte) Integer.parseInt(numbers[i]);
        }
        return tag(0x87, address);
    }

    static byte[] sequence(byte[]... parts) {
        return tag(0x30, parts);
    }

    private static byte[] integer(long value) {
        return tag(0x02, BigInteger.valueOf(value).toByteArray());
    }

    private static byte[] text(int tag, String text) {
        return tag(tag, text.getBytes(StandardCharsets.UTF_8));
    }

    /** With the shortest notation of the length: BoringSSL, as QUIC uses it, refuses any other. */
    private static byte[] head(int tag, int length) {
        if (length < 0x80) {
            return new byte[] {(byte) tag, (byte) length};
        }
        return length <= 0xFF
                ? new byte[] {(byte) tag, (byte) 0x81, (byte) length}
                : new byte[] {(byte) tag, (byte) 0x82, (byte) (length >> 8), (byte) length};
    }

    private static byte[] tag(int tag, byte[]... parts) {
        int length = Arrays.stream(parts).mapToInt(part -> part.length).sum();
        byte[] head = head(tag, length);
        byte[] all = Arrays.copyOf(head, head.length + length);
        int at = head.length;
        for (byte[] part : parts) {
            System.arraycopy(part, 0, all, at, part.length);
            at += part.length;
        }
        return all;
    }
}
