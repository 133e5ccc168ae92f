package dev.rivulet.sse.jdkhttp;

import java.lang.invoke.MethodHandle;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.MethodType;
import java.net.http.HttpClient;
import org.jspecify.annotations.Nullable;

/** Ends clients where the JDK can: from 21 on. Before, the garbage collector does, once nothing refers to them. */
final class ClientEnd {
    private static final @Nullable MethodHandle SHUTDOWN = method("shutdown");
    private static final @Nullable MethodHandle SHUTDOWN_NOW = method("shutdownNow");

    private ClientEnd() {}

    static void now(HttpClient client) {
        call(SHUTDOWN_NOW, client);
    }

    static void whenIdle(HttpClient client) {
        call(SHUTDOWN, client);
    }

    private static void call(@Nullable MethodHandle method, HttpClient client) {
        if (method != null) {
            try {
                method.invokeExact(client);
            } catch (Throwable e) {
                throw new IllegalStateException(e);
            }
        }
    }

    private static @Nullable MethodHandle method(String name) {
        try {
            return MethodHandles.publicLookup().findVirtual(HttpClient.class, name, MethodType.methodType(void.class));
        } catch (ReflectiveOperationException beforeJdk21) {
            return null;
        }
    }
}
