package dev.rivulet.sse.internal.log;

import org.jspecify.annotations.Nullable;

/** What the platform logs with. */
public interface LogBackend {
    /** Whether records of this level are written. */
    boolean isLoggable(Level level);

    /** Writes a record, if its level is loggable. */
    void log(Level level, String text, @Nullable Throwable thrown);

    /** The logger of this name: of {@code System.Logger}, or of {@code java.util.logging} on Android, which lacks it. */
    static LogBackend of(String name) {
        try {
            return SystemLog.of(name);
        } catch (LinkageError absent) {
            return JavaUtilLog.of(name);
        }
    }
}
