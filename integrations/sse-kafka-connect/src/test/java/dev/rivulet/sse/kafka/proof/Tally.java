package dev.rivulet.sse.kafka.proof;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** Counts what arrived of a {@link Series}: each event of each stream once, and in order. Thread-safe. */
final class Tally {
    private static final int MOST_EXAMPLES = 20;

    private final int events;
    private final BitSet[] seen;
    private final BitSet[] repeated;
    private final int[] newest;
    private final List<String> examples = new ArrayList<>();
    private long received;
    private long duplicates;
    private long outOfOrder;

    Tally(Series series) {
        events = series.events();
        seen = new BitSet[series.streams()];
        repeated = new BitSet[series.streams()];
        newest = new int[series.streams()];
        for (int i = 0; i < seen.length; i++) {
            seen[i] = new BitSet(events + 1);
            repeated[i] = new BitSet(events + 1);
        }
    }

    synchronized void add(int stream, int number) {
        received++;
        if (seen[stream].get(number)) {
            duplicates++;
            repeated[stream].set(number);
            remember(stream, number, "again");
        } else if (number < newest[stream]) {
            outOfOrder++;
            remember(stream, number, "after " + newest[stream]);
        }
        seen[stream].set(number);
        newest[stream] = Math.max(newest[stream], number);
    }

    private void remember(int stream, int number, String what) {
        if (examples.size() < MOST_EXAMPLES) {
            examples.add(Series.name(stream) + ": " + number + " " + what);
        }
    }

    /** Whether at least one copy of each event is there. */
    synchronized boolean isComplete() {
        return lost() == 0;
    }

    synchronized long received() {
        return received;
    }

    synchronized long duplicates() {
        return duplicates;
    }

    /** How many events of one stream came more than once, up to this one. */
    synchronized int repeated(int stream, int last) {
        return repeated[stream].get(0, last + 1).cardinality();
    }

    synchronized long outOfOrder() {
        return outOfOrder;
    }

    /** How many of one stream are there. */
    synchronized int of(int stream) {
        return seen[stream].cardinality();
    }

    /** How many are not there: not yet, or never. */
    synchronized long lost() {
        long all = 0;
        for (BitSet each : seen) {
            all += each.cardinality();
        }
        return (long) events * seen.length - all;
    }

    @Override
    public synchronized String toString() {
        return received + " records, " + lost() + " lost, " + duplicates + " duplicates, " + outOfOrder
                + " out of order" + (examples.isEmpty() ? "" : ", such as " + examples);
    }
}
