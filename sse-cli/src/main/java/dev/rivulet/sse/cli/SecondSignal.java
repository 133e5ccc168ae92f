package dev.rivulet.sse.cli;

import java.lang.reflect.InvocationHandler;
import java.lang.reflect.Method;
import java.lang.reflect.Proxy;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.IntConsumer;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/**
 * Ends the JVM at once when Ctrl-C or SIGTERM comes again, which a JVM that is shutting down ignores otherwise. By
 * reflection, since the compiler warns of each use of {@code sun.misc.Signal}, which the JDK has no substitute for.
 */
final class SecondSignal {
    private static final List<String> NAMES = List.of("INT", "TERM");
    private static final int FIRST_EXIT_CODE = 128;

    /** What comes sooner is the first one again: {@code timeout} and npm send it to a process and to its group. */
    private static final long LEAST_NANOS = TimeUnit.MILLISECONDS.toNanos(500);

    private final LongSupplier clock;
    private final IntConsumer end;
    private final long first;

    /**
     * The first one has come now.
     *
     * @param clock nanoseconds from any start
     * @param end gets the exit code
     */
    SecondSignal(LongSupplier clock, IntConsumer end) {
        this.clock = clock;
        this.end = end;
        first = clock.getAsLong();
    }

    /** Takes note of signals from now on. Where they are somebody else's ({@code java -Xrs}), nothing changes. */
    static void endsAtOnce() {
        var second = new SecondSignal(System::nanoTime, Runtime.getRuntime()::halt);
        for (String name : NAMES) {
            try {
                second.listen(name);
            } catch (ReflectiveOperationException | LinkageError notHere) {
                // the first one ends it, in the end
            }
        }
    }

    private void listen(String name) throws ReflectiveOperationException {
        Class<?> type = Class.forName("sun.misc.Signal");
        Class<?> handlerType = Class.forName("sun.misc.SignalHandler");
        Object signal = type.getConstructor(String.class).newInstance(name);
        int number = (int) type.getMethod("getNumber").invoke(signal);
        InvocationHandler handler = (proxy, method, arguments) -> answer(proxy, method, arguments, number);
        Object made = Proxy.newProxyInstance(handlerType.getClassLoader(), new Class<?>[] {handlerType}, handler);
        type.getMethod("handle", type, handlerType).invoke(null, signal, made);
    }

    private @Nullable Object answer(Object proxy, Method method, Object[] arguments, int number) {
        return switch (method.getName()) {
            case "handle" -> {
                came(number);
                yield null;
            }
            case "equals" -> proxy == arguments[0];
            case "hashCode" -> System.identityHashCode(proxy);
            default -> "SecondSignal";
        };
    }

    /** A signal of this number has come. */
    void came(int number) {
        if (clock.getAsLong() - first >= LEAST_NANOS) {
            end.accept(FIRST_EXIT_CODE + number);
        }
    }
}
