package dev.rivulet.sse.kafka.task;

/** No record can be made of an event, or none with a position to resume after. */
final class UnusableEventException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String code;
    private final String text;

    /** With what {@link FailureText} says of it. */
    UnusableEventException(String code, String message) {
        super(message, null, false, false); // where it is thrown says nothing
        this.code = code;
        this.text = message;
    }

    FailureText failure() {
        return new FailureText(code, text);
    }
}
