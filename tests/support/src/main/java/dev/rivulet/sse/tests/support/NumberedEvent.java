package dev.rivulet.sse.tests.support;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Events of one length that have their number as their id; and a program that reads them as a tail prints them. */
public final class NumberedEvent {
    public static final int WIRE_LENGTH = 4096;

    private static final String NUMBER = "0000000000";
    private static final String TEXT = "x".repeat(WIRE_LENGTH - "id: \ndata: \n\n".length() - NUMBER.length());
    private static final byte[] WIRE = utf8("id: " + NUMBER + "\ndata: " + TEXT + "\n\n");
    private static final byte[] LINE = utf8("[" + NUMBER + "] " + TEXT + "\n");

    private NumberedEvent() {}

    /** An event as a server sends it. The array is valid until the next call. */
    public static byte[] wire(long number) {
        return numbered(WIRE, "id: ".length(), number);
    }

    /** Reads lines from standard input, each of which has to be the next; says at the end how many there were. */
    public static void main(String[] arguments) throws IOException {
        byte[] line = new byte[LINE.length];
        long number = 0;
        while (System.in.readNBytes(line, 0, line.length) > 0) {
            if (!Arrays.equals(line, numbered(LINE, "[".length(), ++number))) {
                System.out.println("not event " + number + ": " + new String(line, StandardCharsets.UTF_8));
                return;
            }
        }
        System.out.println(number);
    }

    private static byte[] numbered(byte[] bytes, int at, long number) {
        long rest = number;
        for (int i = at + NUMBER.length() - 1; i >= at; i--) {
            bytes[i] = (byte) ('0' + rest % 10);
            rest /= 10;
        }
        return bytes;
    }

    private static byte[] utf8(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
