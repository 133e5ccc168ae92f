package dev.rivulet.sse.kafka.proof;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.stream.IntStream;

/**
 * What a server sends: streams of numbered events. An event becomes available at its time, as in a live feed: a client
 * that was away gets all that has come since then at once.
 *
 * @param perSecond events of one stream that become available in a second; 0: all are there from the beginning
 * @param run events on one connection before it is cut, on average; 0: it is never cut
 * @param idEvery 1: each event has an id; 10: each tenth
 */
record Series(int streams, int events, long seed, int perSecond, int run, int idEvery) {
    private static final String FILLING = "x".repeat(120);

    /** That of the system properties {@code rivulet.kafka.streams}, {@code .events} and {@code .seed}, lasting so long. */
    static Series ofProperties(int streams, int events, int seconds) {
        int most = Integer.getInteger("rivulet.kafka.events", events);
        return new Series(
                Integer.getInteger("rivulet.kafka.streams", streams),
                most,
                Long.getLong("rivulet.kafka.seed", 1),
                Math.max(1, most / Integer.getInteger("rivulet.kafka.seconds", seconds)),
                Math.max(10, most / 20),
                1);
    }

    /** Streams that are complete from the beginning and never cut. */
    static Series quiet(int streams, int events) {
        return new Series(streams, events, 1, 0, 0, 1);
    }

    Series withIdEvery(int events) {
        return new Series(streams, this.events, seed, perSecond, run, events);
    }

    long total() {
        return (long) streams * events;
    }

    /** How long it lasts where nothing fails. */
    double seconds() {
        return perSecond == 0 ? 0 : (double) events / perSecond;
    }

    List<String> names() {
        return IntStream.range(0, streams).mapToObj(Series::name).toList();
    }

    static String name(int stream) {
        return String.format(Locale.ROOT, "s%04d", stream);
    }

    static int stream(String name) {
        return Integer.parseInt(name.substring(1));
    }

    /** Nanoseconds from the beginning until an event is there. */
    long availableAt(int number) {
        return perSecond == 0 ? 0 : number * 1_000_000_000L / perSecond;
    }

    /** How many are there so many nanoseconds after the beginning. */
    int available(long nanos) {
        return perSecond == 0 ? events : (int) Math.min(events, nanos / 1_000_000 * perSecond / 1_000);
    }

    /** An event as it is sent. */
    byte[] wire(int number) {
        String id = hasId(number) ? "id: " + number + "\n" : "";
        String type = number % 3 == 0 ? "event: third\n" : "";
        String comment = number % 7 == 0 ? ": comment\n" : "";
        return (comment + type + id + "data: " + data(number) + "\n\n").getBytes(StandardCharsets.UTF_8);
    }

    boolean hasId(int number) {
        return number % idEvery == 0;
    }

    static String data(int number) {
        return number + " " + FILLING.substring(0, 20 + number % 100);
    }

    /** The number of the event that has this data. */
    static int number(String data) {
        return Integer.parseInt(data.substring(0, data.indexOf(' ')));
    }
}
