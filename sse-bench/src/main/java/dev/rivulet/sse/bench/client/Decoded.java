package dev.rivulet.sse.bench.client;

import dev.rivulet.sse.EventView;

/**
 * What an application decodes from an event's bytes without a String of all of them, for any workload.
 *
 * @param number the first number in the data, without its decimal point
 * @param bytes the length of the data
 */
record Decoded(long number, int bytes) {
    static Decoded of(EventView view) {
        byte[] array = view.array();
        int at = view.offset();
        int end = at + view.length();
        while (at < end && !isDigit(array[at])) {
            at++;
        }
        long number = 0;
        for (; at < end && (isDigit(array[at]) || array[at] == '.'); at++) {
            if (array[at] != '.') {
                number = number * 10 + array[at] - '0';
            }
        }
        return new Decoded(number, view.length());
    }

    private static boolean isDigit(byte letter) {
        return letter >= '0' && letter <= '9';
    }
}
