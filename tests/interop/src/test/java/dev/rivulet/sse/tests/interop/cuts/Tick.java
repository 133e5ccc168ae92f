package dev.rivulet.sse.tests.interop.cuts;

import static java.nio.charset.StandardCharsets.UTF_8;

/**
 * An event that follows from its stream and its number, so that the client knows what it has to be. Some have several
 * lines, letters beyond ASCII, or many bytes.
 *
 * @param number in its stream, from 1, which is its id
 */
record Tick(int stream, long number) {
    private static final int LARGE = 20_000;

    String type() {
        return number % 3 == 0 ? "trade" : "quote";
    }

    String data() {
        String first = "stream " + stream + " number " + number;
        if (number % 97 == 0) {
            return first + " " + "x".repeat(LARGE);
        }
        return number % 5 == 0 ? first + "\n日本 😀\n" + "y".repeat((int) (number % 200)) : first;
    }

    byte[] wire(String lineEnd) {
        String lines = data().replace("\n", lineEnd + "data: ");
        return ("id: " + number + lineEnd + "event: " + type() + lineEnd + "data: " + lines + lineEnd + lineEnd)
                .getBytes(UTF_8);
    }
}
