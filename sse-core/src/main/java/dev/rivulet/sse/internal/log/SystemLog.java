package dev.rivulet.sse.internal.log;

import dev.rivulet.sse.internal.JvmOnly;
import org.jspecify.annotations.Nullable;

/** The JVM's own. */
@JvmOnly
record SystemLog(System.Logger logger) implements LogBackend {
    static LogBackend of(String name) {
        return new SystemLog(System.getLogger(name));
    }

    @Override
    public boolean isLoggable(Level level) {
        return logger.isLoggable(own(level));
    }

    @Override
    public void log(Level level, String text, @Nullable Throwable thrown) {
        if (thrown == null) {
            logger.log(own(level), text);
        } else {
            logger.log(own(level), text, thrown);
        }
    }

    private static System.Logger.Level own(Level level) {
        return switch (level) {
            case TRACE -> System.Logger.Level.TRACE;
            case DEBUG -> System.Logger.Level.DEBUG;
            case INFO -> System.Logger.Level.INFO;
            case WARNING -> System.Logger.Level.WARNING;
            case ERROR -> System.Logger.Level.ERROR;
        };
    }
}
