package dev.rivulet.sse.internal;

import java.util.ResourceBundle;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The log of the core. What a logger or its handlers throw loses a record, and never changes a session. */
public final class CoreLog implements System.Logger {
    /** The one there is. */
    public static final System.Logger INSTANCE = new CoreLog(System.getLogger("dev.rivulet.sse"));

    private final System.Logger logger;

    /** The same for another logger of the core. */
    public static System.Logger of(String name) {
        return new CoreLog(System.getLogger(name));
    }

    CoreLog(System.Logger logger) {
        this.logger = logger;
    }

    @Override
    public String getName() {
        return logger.getName();
    }

    @Override
    public boolean isLoggable(Level level) {
        try {
            return logger.isLoggable(level);
        } catch (Throwable thrown) {
            return false;
        }
    }

    @Override
    public void log(Level level, Supplier<String> text) {
        guarded(() -> logger.log(level, text));
    }

    @Override
    public void log(Level level, Supplier<String> text, Throwable thrown) {
        guarded(() -> logger.log(level, text, PrintableThrowable.of(thrown)));
    }

    @Override
    public void log(Level level, @Nullable ResourceBundle bundle, @Nullable String text, @Nullable Throwable thrown) {
        guarded(() -> logger.log(level, bundle, text, thrown == null ? null : PrintableThrowable.of(thrown)));
    }

    @Override
    public void log(
            Level level, @Nullable ResourceBundle bundle, @Nullable String format, Object @Nullable ... parameters) {
        guarded(() -> logger.log(level, bundle, format, parameters));
    }

    private static void guarded(Runnable log) {
        try {
            log.run();
        } catch (Throwable lost) {
            // There is no other place to report it.
        }
    }
}
