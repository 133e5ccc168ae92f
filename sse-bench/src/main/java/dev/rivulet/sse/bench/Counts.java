package dev.rivulet.sse.bench;

import org.openjdk.jmh.annotations.AuxCounters;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/** What the passes of an iteration came to: events and megabytes (10⁶ bytes of wire), which JMH shows a second. */
@AuxCounters
@State(Scope.Thread)
public class Counts {
    public long events;

    private long bytes;

    @Setup(Level.Iteration)
    public void reset() {
        events = 0;
        bytes = 0;
    }

    void add(long moreEvents, long moreBytes) {
        events += moreEvents;
        bytes += moreBytes;
    }

    public double megabytes() {
        return bytes / 1e6;
    }
}
