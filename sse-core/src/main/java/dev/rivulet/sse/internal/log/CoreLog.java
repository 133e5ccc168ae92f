package dev.rivulet.sse.internal.log;

import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The log of the core. What a logger or its handlers throw loses a record, and never changes a session. */
public final class CoreLog {
    /** The log of the clients and their sessions. */
    public static final CoreLog INSTANCE = of("dev.rivulet.sse");

    private final LogBackend backend;

    /** A log of another name. */
    public static CoreLog of(String name) {
        return new CoreLog(LogBackend.of(name));
    }

    public CoreLog(LogBackend backend) {
        this.backend = backend;
    }

    public boolean isLoggable(Level level) {
        try {
            return backend.isLoggable(level);
        } catch (Throwable thrown) {
            return false;
        }
    }

    public void log(Level level, String text) {
        log(level, () -> text, null);
    }

    public void log(Level level, String text, @Nullable Throwable thrown) {
        log(level, () -> text, thrown);
    }

    /** The text is made only if it is written. */
    public void log(Level level, Supplier<String> text) {
        log(level, text, null);
    }

    /** The text is made only if it is written. */
    public void log(Level level, Supplier<String> text, @Nullable Throwable thrown) {
        try {
            if (backend.isLoggable(level)) {
                backend.log(level, text.get(), thrown == null ? null : PrintableThrowable.of(thrown));
            }
        } catch (Throwable lost) {
            // There is no other place to report it.
        }
    }
}
