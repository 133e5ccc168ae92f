package dev.rivulet.sse.providers;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Method;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The core in a class loader of its own, asked by reflection from a thread with a given context class loader. */
record Core(ClassLoader loader, @Nullable ClassLoader context) {
    /** What {@code TransportProviders.find()} says. */
    record Found(List<String> names, List<String> broken, List<Object> providers) {}

    Found find() {
        return found(() -> type("spi.TransportProviders").getMethod("find").invoke(null));
    }

    Found find(@Nullable ClassLoader further) {
        return found(() -> type("spi.TransportProviders")
                .getMethod("find", ClassLoader.class)
                .invoke(null, further));
    }

    private Found found(Reflection<Object> how) {
        return call(() -> {
            Object found = how.call();
            Class<?> type = found.getClass();
            return new Found(
                    (List<String>) type.getMethod("names").invoke(found),
                    (List<String>) type.getMethod("broken").invoke(found),
                    (List<Object>) type.getMethod("found").invoke(found));
        });
    }

    /** The transport of a client without settings. */
    String chosen() {
        return call(() -> transportOf(type("SseClient").getMethod("builder").invoke(null)));
    }

    /** The transport of a client that names one. */
    String chosen(String name) {
        return call(() -> {
            Object builder = type("SseClient").getMethod("builder").invoke(null);
            return transportOf(
                    builder.getClass().getMethod("transport", String.class).invoke(builder, name));
        });
    }

    private String transportOf(Object builder) throws ReflectiveOperationException {
        Object client = builder.getClass().getMethod("build").invoke(builder);
        Method name = client.getClass().getMethod("transport");
        try (AutoCloseable closing = (AutoCloseable) client) {
            return (String) name.invoke(closing);
        } catch (ReflectiveOperationException e) {
            throw e;
        } catch (Exception e) {
            throw new AssertionError(e);
        }
    }

    private Class<?> type(String name) throws ReflectiveOperationException {
        return loader.loadClass("dev.rivulet.sse." + name);
    }

    private <T> T call(Reflection<T> what) {
        Thread thread = Thread.currentThread();
        ClassLoader before = thread.getContextClassLoader();
        thread.setContextClassLoader(context);
        try {
            return what.call();
        } catch (InvocationTargetException e) {
            throw Core.<RuntimeException>sneaky(e.getCause());
        } catch (ReflectiveOperationException e) {
            throw new AssertionError(e);
        } finally {
            thread.setContextClassLoader(before);
        }
    }

    private interface Reflection<T> {
        T call() throws ReflectiveOperationException;
    }

    private static <T extends Throwable> T sneaky(Throwable thrown) throws T {
        throw (T) thrown;
    }
}
