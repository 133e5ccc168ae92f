package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.SessionState;
import dev.rivulet.sse.SseEvent;
import dev.rivulet.sse.SseSubscriber;
import dev.rivulet.sse.http.ResponseHead;
import java.net.URI;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.LongSupplier;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * Takes down what one request brings, up to bounds: from the transport the heads, and when which bytes came; from the
 * session, decoded, the events and comments. The session delivers on the transport's thread, so that an event counts as
 * having come with the latest bytes.
 */
final class Notes implements SseSubscriber<SseEvent> {
    /** As many events and comments, and as many pieces, are kept; then it is enough. */
    static final int MOST = 10_000;

    /** So many bytes are read, and so many characters of what they decode to, which compression makes more. */
    private static final long MOST_READ = 64 << 20;

    /** So many characters of the events and comments are kept. */
    private static final long MOST_KEPT = 16 << 20;

    private final LongSupplier clock;
    private final long start;
    private final Predicate<List<Arrival>> enough;
    private final List<Visit.Hop> hops = new ArrayList<>();
    private final List<Arrival> arrivals = new ArrayList<>();
    private final List<Visit.Piece> pieces = new ArrayList<>();
    private final List<Long> retries = new ArrayList<>();
    private final Lines lines = new Lines();
    private final RetryFields retryFields = new RetryFields(retries);
    private final CountDownLatch ended = new CountDownLatch(1);
    private long events;
    private long comments;
    private long bytes;
    private long decoded;
    private long kept;
    private boolean plain;
    private boolean over;
    private long endedAt;
    private SessionState.@Nullable Closed closed;

    /**
     * Notes that are still empty.
     *
     * @param clock nanoseconds from any start
     * @param enough asked after each event that has come
     */
    Notes(LongSupplier clock, Predicate<List<Arrival>> enough) {
        this.clock = clock;
        this.enough = enough;
        start = clock.getAsLong();
    }

    synchronized void head(URI uri, ResponseHead head) {
        if (over) {
            return;
        }
        hops.add(new Visit.Hop(now(), uri, head));
        plain = head.status() == 200 && head.headers().first("Content-Encoding") == null;
    }

    synchronized void bytes(ByteBuffer lent) {
        if (over || !isStream()) {
            return;
        }
        byte[] copy = new byte[lent.remaining()];
        lent.duplicate().get(copy);
        if (plain) {
            lines.read(copy);
            retryFields.read(copy);
        }
        bytes += copy.length;
        pieces.add(new Visit.Piece(now(), copy.length, plain && lines.isWithinLine()));
        endIf(pieces.size() >= MOST || bytes >= MOST_READ);
    }

    private boolean isStream() {
        return !hops.isEmpty() && hops.get(hops.size() - 1).head().status() == 200;
    }

    @Override
    public synchronized void onEvent(SseEvent event) {
        if (over) {
            return;
        }
        events++;
        decoded += event.type().length()
                + event.data().length()
                + (event.hasId() ? event.id().length() : 0L);
        keep(Arrival.event(lastPieceAt(), event.type(), event.id(), event.hasId(), event.data()));
        endIf(enough.test(arrivals));
    }

    @Override
    public synchronized void onComment(String comment) {
        if (over) {
            return;
        }
        comments++;
        decoded += comment.length();
        keep(Arrival.comment(lastPieceAt(), comment));
    }

    private void keep(Arrival arrival) {
        arrivals.add(arrival);
        kept += arrival.size();
        endIf(arrivals.size() >= MOST || decoded >= MOST_READ || kept >= MOST_KEPT);
    }

    private long lastPieceAt() {
        return pieces.isEmpty() ? now() : pieces.get(pieces.size() - 1).at();
    }

    @Override
    public synchronized void onState(SessionState state) {
        if (!over && state instanceof SessionState.Closed end) {
            closed = end;
            endIf(true);
        }
    }

    private void endIf(boolean isEnough) {
        if (isEnough && !over) {
            over = true;
            endedAt = now();
            ended.countDown();
        }
    }

    /** Waits until it is over, or no longer than this; says whether it is over. */
    boolean awaitOver(long millis) throws InterruptedException {
        return ended.await(millis, TimeUnit.MILLISECONDS);
    }

    /** Nanoseconds since the last head that is no redirect's; null before it. */
    synchronized @Nullable Long sinceHead() {
        Visit.Hop last = hops.isEmpty() ? null : hops.get(hops.size() - 1);
        return last == null || last.head().status() / 100 == 3 ? null : now() - last.at();
    }

    synchronized long now() {
        return clock.getAsLong() - start;
    }

    synchronized long events() {
        return events;
    }

    /** Nothing further is taken down. */
    synchronized Visit stop() {
        endIf(true);
        retryFields.close();
        return new Visit(
                List.copyOf(hops),
                List.copyOf(arrivals),
                List.copyOf(pieces),
                List.copyOf(retries),
                events,
                comments,
                bytes,
                closed,
                endedAt);
    }
}
