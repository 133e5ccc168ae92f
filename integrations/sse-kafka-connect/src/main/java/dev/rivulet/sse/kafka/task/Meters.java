package dev.rivulet.sse.kafka.task;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** The meters of a task: one list for JMX and for Connect. */
final class Meters {
    private Meters() {}

    static List<Meter> of(
            Engine engine,
            EventQueue queue,
            Roster roster,
            Quarantine quarantine,
            SessionStarter starter,
            Acknowledgements acknowledgements) {
        List<Meter> meters = new ArrayList<>();
        for (StreamState state : StreamState.values()) {
            String name = state.name().toLowerCase(Locale.ROOT);
            meters.add(new Meter(
                    "streams-" + name, "Streams of this task that are " + name + ".", () -> roster.count(state)));
        }
        meters.add(new Meter("events", "Events that became records.", engine::events));
        meters.add(
                new Meter("acknowledged", "Records that the broker has acknowledged.", acknowledgements::acknowledged));
        meters.add(new Meter("filtered", "Records that were committed without a broker.", acknowledgements::filtered));
        meters.add(new Meter(
                "duplicates", "Events that a server sent again, and that were dropped.", starter::duplicates));
        meters.add(new Meter("quarantines", "How often a stream has failed for good.", quarantine::count));
        meters.add(new Meter(
                "list-failures", "How often the list, or an entry, could not be read.", engine::listFailures));
        meters.add(new Meter(
                "lag-ms", "From the receipt to the acknowledgement, of the last record.", acknowledgements::lag));
        meters.add(new Meter(
                "lag-max-ms", "The same, the longest of the last one to two minutes.", acknowledgements::longestLag));
        meters.add(new Meter("queued-events", "Events that wait for a poll.", queue::events));
        meters.add(new Meter("queued-bytes", "About how many bytes of heap they take.", queue::bytes));
        meters.add(new Meter("streams-waiting", "Streams that wait for room in the queue.", queue::parked));
        return List.copyOf(meters);
    }
}
