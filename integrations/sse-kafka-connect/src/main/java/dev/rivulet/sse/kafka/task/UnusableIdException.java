package dev.rivulet.sse.kafka.task;

/** An event has no id of its own, though the user declared that each one has. */
final class UnusableIdException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String text;

    UnusableIdException(String message) {
        super(message, null, false, false); // where it is thrown says nothing
        this.text = message;
    }

    String text() {
        return text;
    }
}
