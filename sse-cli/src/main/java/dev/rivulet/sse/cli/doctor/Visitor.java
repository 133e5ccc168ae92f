package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.policy.Delivery;
import dev.rivulet.sse.policy.ReconnectPolicy;
import dev.rivulet.sse.spi.Feature;
import dev.rivulet.sse.spi.Transport;
import java.time.Duration;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Predicate;

/** Makes one request after the other, each for a bounded time, and brings back what was seen. */
final class Visitor {
    private static final long TICK_MILLIS = 100;
    private static final long SECOND = 1_000_000_000L;

    private final Transport transport;
    private final Progress progress;
    private final Duration longestWatch;
    private final LongSupplier clock;
    private volatile boolean stopped;

    /**
     * A visitor.
     *
     * @param longestWatch for no longer is a head waited for, apart from a second in which the session gives up itself
     * @param clock nanoseconds from any start
     */
    Visitor(Transport transport, Progress progress, Duration longestWatch, LongSupplier clock) {
        this.transport = transport;
        this.progress = progress;
        this.longestWatch = longestWatch;
        this.clock = clock;
    }

    /** Ends the visit that is under way; further ones end at once. */
    void stop() {
        stopped = true;
    }

    boolean isStopped() {
        return stopped;
    }

    /** Whether a request can have this id as Last-Event-ID. */
    boolean canSend(EventId id) {
        return id.isSendable(transport.features().has(Feature.OBS_TEXT));
    }

    /**
     * Watches a stream.
     *
     * @param why for the progress: what is tried
     * @param atMost for how long it is watched once its head has come
     * @param enough whether it may end before, asked after each event
     */
    Visit visit(String why, SseRequest request, Duration atMost, Predicate<List<Arrival>> enough) {
        var notes = new Notes(clock, enough);
        SseRequest once = request.timeouts(
                        request.timeouts().idle(Duration.ZERO)) // else it would seem to be the server's
                .delivery(Delivery.inline())
                .reconnect(ReconnectPolicy.never())
                .dedup(Dedup.off());
        try (SseClient client = SseClient.builder()
                .transport(new TapTransport(transport, notes))
                .build()) {
            if (!stopped) {
                show(why, notes); // before the request: however soon all is over, it was seen what was tried
            }
            client.subscribe(once, notes);
            watch(why, notes, headLimit(request, atMost), atMost.toNanos());
            return notes.stop();
        }
    }

    /** The session's own limits come first, which say more. */
    private long headLimit(SseRequest request, Duration atMost) {
        long wanted = Math.max(atMost.toNanos(), request.timeouts().connect().toNanos());
        return Math.min(wanted, longestWatch.toNanos()) + SECOND;
    }

    private void watch(String why, Notes notes, long headLimit, long openLimit) {
        try {
            while (!stopped && !isTimeUp(notes, headLimit, openLimit) && !notes.awaitOver(TICK_MILLIS)) {
                show(why, notes);
            }
        } catch (InterruptedException e) {
            stopped = true;
            Thread.currentThread().interrupt();
        }
    }

    private void show(String why, Notes notes) {
        progress.at(why + " · " + Phrase.seconds(notes.now()) + " · " + Phrase.count(notes.events(), "event"));
    }

    private static boolean isTimeUp(Notes notes, long headLimit, long openLimit) {
        Long open = notes.sinceHead();
        return open == null ? notes.now() >= headLimit : open >= openLimit;
    }
}
