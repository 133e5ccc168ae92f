package dev.rivulet.sse.providers;

import java.lang.reflect.Proxy;
import java.text.MessageFormat;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/**
 * What its own thread logs while this is open, and nowhere else. By a filter and by reflection: the tests are compiled
 * into a module that does not read java.logging.
 */
final class LogLines implements AutoCloseable {
    private final Object logger;
    private final Class<?> filter;
    private final List<String> lines = new CopyOnWriteArrayList<>();

    LogLines() throws ReflectiveOperationException {
        Thread own = Thread.currentThread(); // others may be those of earlier tests
        filter = Class.forName("java.util.logging.Filter");
        logger = Class.forName("java.util.logging.Logger")
                .getMethod("getLogger", String.class)
                .invoke(null, "dev.rivulet.sse");
        filter(Proxy.newProxyInstance(filter.getClassLoader(), new Class<?>[] {filter}, (proxy, method, logged) -> {
            if (Thread.currentThread() == own) {
                lines.add(line(logged[0]));
            }
            return false;
        }));
    }

    List<String> lines() {
        return lines;
    }

    @Override
    public void close() throws ReflectiveOperationException {
        filter(null);
    }

    private void filter(@Nullable Object with) throws ReflectiveOperationException {
        logger.getClass().getMethod("setFilter", filter).invoke(logger, with);
    }

    private static String line(Object logged) throws ReflectiveOperationException {
        Class<?> type = logged.getClass();
        String message = (String) type.getMethod("getMessage").invoke(logged);
        Object[] parameters = (Object[]) type.getMethod("getParameters").invoke(logged);
        return type.getMethod("getLevel").invoke(logged) + " " + MessageFormat.format(message, parameters);
    }
}
