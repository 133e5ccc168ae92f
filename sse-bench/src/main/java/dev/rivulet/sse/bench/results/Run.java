package dev.rivulet.sse.bench.results;

import java.util.List;

/**
 * On what a report was measured, and how.
 *
 * @param name empty; of two runs that are compared, which one it is
 * @param started the time, as ISO 8601 writes it
 * @param jvmOptions of the measured JVMs
 * @param plan warm-up, rounds and turns, in words
 */
public record Run(
        String name,
        String started,
        String machine,
        String jdk,
        String command,
        List<String> jvmOptions,
        String plan,
        Noise noise) {
    /** With another name. */
    public Run named(String other) {
        return new Run(other, started, machine, jdk, command, jvmOptions, plan, noise);
    }
}
