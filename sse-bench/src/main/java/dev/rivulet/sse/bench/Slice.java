package dev.rivulet.sse.bench;

/**
 * What a lane did in one turn.
 *
 * @param passes whole workloads read
 * @param events events seen
 * @param nanos the time that it took
 * @param allocated bytes allocated by the reading thread
 */
record Slice(long passes, long events, long nanos, long allocated) {
    String line() {
        return passes + " " + events + " " + nanos + " " + allocated;
    }

    static Slice parse(String line) {
        String[] parts = line.split(" ");
        return new Slice(
                Long.parseLong(parts[0]), Long.parseLong(parts[1]), Long.parseLong(parts[2]), Long.parseLong(parts[3]));
    }

    double nanosPerPass() {
        return (double) nanos / passes;
    }

    double allocatedPerEvent() {
        return (double) allocated / events;
    }
}
