package dev.rivulet.sse.spring.boot;

/** A starter is used with another line of Spring Boot than its own. */
final class WrongStarterException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String action;

    WrongStarterException(String message, String action) {
        super(message);
        this.action = action;
    }

    String action() {
        return action;
    }
}
