package dev.rivulet.sse.bench;

import org.jspecify.annotations.Nullable;

/**
 * Counts the events, and uses their data in a way that costs nothing and that the compiler cannot see through: with
 * {@link #UNLOCK} and {@link #BLACKHOLE} the JVM takes {@code keep} for a user of what it is given.
 */
public final class Tally implements Sink {
    public static final String UNLOCK = "-XX:+UnlockExperimentalVMOptions";
    public static final String QUIET = "-XX:CompileCommand=quiet";
    public static final String BLACKHOLE = "-XX:CompileCommand=blackhole,dev.rivulet.sse.bench.Tally::keep";

    long events;

    /** Uses a value in the same way. */
    public static void use(Object value) {
        keep(value);
    }

    @Override
    public void event(@Nullable String type, String data) {
        events++;
        keep(type);
        keep(data);
    }

    @Override
    public void bytes(byte[] array, int offset, int length) {
        events++;
        keep(length);
        if (length > 0) {
            keep(array[offset]);
        }
    }

    private static void keep(@Nullable Object value) {}

    private static void keep(int value) {}
}
