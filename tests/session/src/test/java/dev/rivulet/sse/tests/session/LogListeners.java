package dev.rivulet.sse.tests.session;

import java.util.Arrays;
import java.util.List;
import java.util.ResourceBundle;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** Hands what the core logs to who listens. The JVM finds it, for all tests of this module, as a service. */
public final class LogListeners extends System.LoggerFinder {
    /** Takes a line of the log. */
    interface Listener {
        void logged(System.Logger.Level level, String message, @Nullable Throwable thrown);
    }

    static final List<Listener> ALL = new CopyOnWriteArrayList<>();

    /** Whether the wire is logged. */
    static volatile boolean trace;

    /** For the JVM. */
    public LogListeners() {}

    @Override
    public System.Logger getLogger(String name, Module module) {
        return new Log(name);
    }

    private record Log(String name) implements System.Logger {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public boolean isLoggable(Level level) {
            return name.startsWith("dev.rivulet") && (trace || level != Level.TRACE);
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String message, Throwable thrown) {
            if (isLoggable(level)) {
                ALL.forEach(each -> each.logged(level, message, thrown));
            }
        }

        @Override
        public void log(Level level, ResourceBundle bundle, String format, Object @Nullable ... parameters) {
            if (isLoggable(level)) {
                String text = parameters == null ? format : format + Arrays.toString(parameters);
                ALL.forEach(each -> each.logged(level, text, null));
            }
        }
    }
}
