package dev.rivulet.sse.bench;

/**
 * What a lane did in one turn.
 *
 * @param passes whole workloads read
 * @param events events seen
 * @param nanos the time that it took
 * @param cpu the processor time of the whole JVM, compiler and collector included, in nanoseconds
 * @param allocated bytes allocated, by the reading thread or by all
 */
public record Slice(long passes, long events, long nanos, long cpu, long allocated) {
    String line() {
        return passes + " " + events + " " + nanos + " " + cpu + " " + allocated;
    }

    static Slice parse(String line) {
        String[] parts = line.split(" ");
        return new Slice(
                Long.parseLong(parts[0]),
                Long.parseLong(parts[1]),
                Long.parseLong(parts[2]),
                Long.parseLong(parts[3]),
                Long.parseLong(parts[4]));
    }

    double nanosPerPass() {
        return (double) nanos / passes;
    }

    /** Millions. */
    public double eventsPerSecond() {
        return events * 1e3 / nanos;
    }

    /** In nanoseconds. */
    public double cpuPerEvent() {
        return (double) cpu / events;
    }

    /** In bytes. */
    public double allocatedPerEvent() {
        return (double) allocated / events;
    }
}
