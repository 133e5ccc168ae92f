package dev.rivulet.sse.tests.interop.servers;

import dev.rivulet.sse.cli.doctor.Progress;
import dev.rivulet.sse.testkit.Gate;
import dev.rivulet.sse.testkit.RecordedRequest;
import dev.rivulet.sse.testkit.Response;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Events that are made at a steady pace, each with its number as its id and the time at which it was made in its data. A
 * client that names one gets those after it, also those that it has missed.
 *
 * <p>The time is the timeline's own, and the doctor's clock: the next event is made when the doctor shows that it has seen
 * the latest, however long that takes on a busy machine. So what comes late in this time was held back. Only if an event
 * has not come after about 20 s is the next one made all the same.
 */
final class Timeline implements Progress, LongSupplier {
    private static final int LENGTH = 200;

    /** What the doctor shows several times a second: of which visit, and how many events have come. */
    private static final Pattern SHOWN = Pattern.compile("(.+) · .+ · (\\d+) events?");

    private static final int LOOKS_A_SECOND = 10;
    private static final int MOST_LOOKS = 20 * LOOKS_A_SECOND;

    private final Instant start = Instant.now();
    private final Map<Integer, Gate> made = new ConcurrentHashMap<>();
    private final Duration pace;
    private final int padding;
    private Predicate<String> isHeldBack = visit -> false;
    private int now;
    private String visit = "";
    private int first; // of the visit's response; 0 before the request
    private int looks;

    /**
     * A timeline that begins now.
     *
     * @param padding how many characters each event has besides
     */
    Timeline(Duration pace, int padding) {
        this.pace = pace;
        this.padding = padding;
    }

    /** In these visits of the doctor events are not waited for: its time passes at half the pace of real time. */
    Timeline heldBackWhile(Predicate<String> visits) {
        isHeldBack = visits;
        return this;
    }

    /** What a server that resumes answers. */
    synchronized Response resumed(RecordedRequest request) {
        String id = request.lastEventId();
        return from(id.isEmpty() ? now + 1 : Integer.parseInt(id) + 1);
    }

    /** What a server that ignores Last-Event-ID answers. */
    synchronized Response live(RecordedRequest request) {
        return from(now + 1);
    }

    private Response from(int id) {
        first = id;
        Response response = Response.stream().header("Cache-Control", "no-cache");
        for (int each = id; each < id + LENGTH; each++) {
            response = (each > now ? response.await(gate(each)) : response).chunk(event(each));
        }
        return response.hang();
    }

    private Gate gate(int id) {
        return made.computeIfAbsent(id, closed -> new Gate());
    }

    private String event(int id) {
        return "id: " + id + "\ndata: {\"at\":\"" + start.plus(pace.multipliedBy(id)) + "\",\"padding\":\""
                + "x".repeat(padding) + "\"}\n\n";
    }

    @Override
    public synchronized void at(String what) {
        Matcher shown = SHOWN.matcher(what);
        if (!shown.matches()) {
            return;
        }
        if (!visit.equals(shown.group(1))) { // it is shown before the request is sent
            visit = shown.group(1);
            first = 0;
            looks = 0;
            return;
        }
        boolean areSeen = first > 0 && Integer.parseInt(shown.group(2)) >= now - first + 1;
        if (areSeen || ++looks >= mostLooks()) {
            looks = 0;
            now++;
            gate(now).open();
        }
    }

    private long mostLooks() {
        return isHeldBack.test(visit) ? 2 * pace.toMillis() * LOOKS_A_SECOND / 1000 : MOST_LOOKS;
    }

    /** The doctor's clock. */
    @Override
    public synchronized long getAsLong() {
        return now * pace.toNanos();
    }
}
