package dev.rivulet.sse.cli.doctor;

/** Whether a stream stands within a line, which a server that flushes after each event never lets it do for long. */
final class Lines {
    private boolean withinLine;

    void read(byte[] bytes) {
        if (bytes.length > 0) {
            byte last = bytes[bytes.length - 1];
            withinLine = last != '\n' && last != '\r';
        }
    }

    boolean isWithinLine() {
        return withinLine;
    }
}
