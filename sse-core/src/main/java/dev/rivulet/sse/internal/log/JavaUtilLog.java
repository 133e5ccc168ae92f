package dev.rivulet.sse.internal.log;

import java.util.logging.Logger;
import org.jspecify.annotations.Nullable;

/** For platforms without {@code System.Logger}, with the levels that the JVM gives to its own. */
record JavaUtilLog(Logger logger) implements LogBackend {
    static LogBackend of(String name) {
        return new JavaUtilLog(Logger.getLogger(name));
    }

    @Override
    public boolean isLoggable(Level level) {
        return logger.isLoggable(own(level));
    }

    @Override
    public void log(Level level, String text, @Nullable Throwable thrown) {
        logger.log(own(level), text, thrown);
    }

    private static java.util.logging.Level own(Level level) {
        return switch (level) {
            case TRACE -> java.util.logging.Level.FINER;
            case DEBUG -> java.util.logging.Level.FINE;
            case INFO -> java.util.logging.Level.INFO;
            case WARNING -> java.util.logging.Level.WARNING;
            case ERROR -> java.util.logging.Level.SEVERE;
        };
    }
}
