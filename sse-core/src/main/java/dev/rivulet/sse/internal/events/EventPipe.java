package dev.rivulet.sse.internal.events;

import dev.rivulet.sse.EventView;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.internal.HandlerException;
import dev.rivulet.sse.internal.coding.ContentCodings;
import dev.rivulet.sse.internal.commits.IdBytes;
import dev.rivulet.sse.internal.duplicates.Duplicates;
import dev.rivulet.sse.internal.metrics.Counters;
import dev.rivulet.sse.internal.metrics.SessionCounts.Metric;
import dev.rivulet.sse.internal.threads.Quantum;
import dev.rivulet.sse.parser.EventSink;
import dev.rivulet.sse.parser.EventStreamParser;
import dev.rivulet.sse.spi.BufferPool;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The way of the bytes inside the session: decode the content coding, parse, check for the stream's end, drop duplicates,
 * deliver, commit. It stops after any event that ends the stream, before one that there is no room for, and where the
 * session closes.
 */
public final class EventPipe {
    private static final long NONE = -1;

    private final EventDelivery<?> delivery;
    private final EndCheck end;
    private final Duplicates duplicates;
    private final Counters counters;
    private final Quantum quantum;
    private final BooleanSupplier stopped;
    private final EventStreamParser parser;
    private final BodyDecoder body;
    private final IdBytes id = new IdBytes(); // of the event or checkpoint at hand

    private StreamProgress here = new StreamProgress(0);
    private long retryMillis = NONE;

    /**
     * A pipe without a connection.
     *
     * @param stopped whether the session is closing, so that nothing more is delivered
     * @param warnings takes what is wrong and ends nothing
     */
    public EventPipe(
            SseRequest request,
            EventDelivery<?> delivery,
            BufferPool pool,
            Counters counters,
            Quantum quantum,
            BooleanSupplier stopped,
            Consumer<Failure> warnings) {
        this.delivery = delivery;
        this.end = new EndCheck(request);
        this.duplicates = new Duplicates(request.dedup(), counters, warnings);
        this.counters = counters;
        this.quantum = quantum;
        this.stopped = stopped;
        this.parser = new EventStreamParser(new Sink(), request.limits(), pool);
        this.body = new BodyDecoder(ContentCodings.STANDARD, parser, pool, this::hasTimeForPiece);
    }

    /** The id that an earlier session left, and the content of its event if that is known. */
    public void startFrom(String lastEventId, @Nullable Long contentHash) {
        parser.lastEventId(lastEventId);
        delivery.startFrom(lastEventId);
        if (contentHash != null) {
            id.take(parser);
            duplicates.startFrom(id, contentHash);
        }
    }

    /** The id of the store, in place of the one before. */
    public void startFromStored(String lastEventId) {
        if (!lastEventId.equals(lastEventId())) {
            duplicates.clear(); // the content is that of another id
        }
        startFrom(lastEventId, null);
    }

    /** The received last event ID. */
    public String lastEventId() {
        return parser.lastEventId();
    }

    /** A connection's body begins. */
    public void open(@Nullable String coding) {
        body.open(coding);
        duplicates.connected();
        here = new StreamProgress(parser.ignoredLines());
    }

    /** Takes a pooled array over, with the body's next bytes. */
    public void feed(byte[] array, int from, int to) throws ZipException {
        body.feed(array, from, to);
        count();
    }

    /** Continues with what is held. */
    public void resume() throws ZipException {
        body.resume();
        count();
    }

    /** Whether bytes are held that can be parsed when there is room, and time. */
    public boolean isHeld() {
        return body.isHeld();
    }

    /** The body has ended normally; its unfinished event is dropped or delivered. */
    public void ended(boolean deliverUnfinished) throws ZipException {
        body.ended(deliverUnfinished);
        count();
    }

    /** The connection is gone: what is unfinished is dropped. */
    public void disconnect() {
        body.disconnect();
    }

    private void count() {
        counters.set(Metric.IGNORED_LINES, parser.ignoredLines());
    }

    /** Hands over what is collected before anything else happens. */
    public void flush() {
        delivery.flush();
    }

    /** What this connection has brought so far. */
    public StreamProgress here() {
        return here;
    }

    /** How many lines of this connection were ignored. */
    public long ignoredLinesHere() {
        return parser.ignoredLines() - here.ignoredBefore;
    }

    /** The server's {@code retry}, in milliseconds; -1 for none. */
    public long retryMillis() {
        return retryMillis;
    }

    /** Asked between the pieces of a compressed body, since the sink is asked only where there is an event. */
    private boolean hasTimeForPiece() {
        quantum.burst();
        return !stopped.getAsBoolean() && !quantum.isOver() && delivery.isOutletReady();
    }

    /** What the parser finds. */
    private final class Sink implements EventSink {
        @Override
        public boolean isReady() {
            return stopped.getAsBoolean() || (delivery.hasRoom() && quantum.takeTimeForEvent());
        }

        @Override
        public boolean event(EventView view) {
            if (stopped.getAsBoolean()) {
                return false;
            }
            here.events++;
            counters.add(Metric.EVENTS, 1);
            IdBytes own = view.hasId() ? takeId() : null;
            if (ends(view, own)) {
                return false;
            }
            if (own != null && duplicates.checkAndDrop(view, own)) {
                delivery.passed(own);
                quantum.dropped();
                return !stopped.getAsBoolean();
            }
            if (stopped.getAsBoolean()) {
                return false; // closed in the callback of a warning
            }
            here.progressed = true;
            try {
                here.failure = delivery.deliver(view, own);
            } catch (HandlerException e) {
                here.failure = e.failure();
            }
            return here.failure == null && !stopped.getAsBoolean();
        }

        private IdBytes takeId() {
            id.take(parser);
            if (id.length() == 0) {
                duplicates.clear();
            }
            return id;
        }

        private boolean ends(EventView view, @Nullable IdBytes own) {
            switch (end.judge(view)) {
                case CONTINUE:
                    return false;
                case END:
                    here.complete = true;
                    delivery.passed(own);
                    return true;
                case RETRY:
                    delivery.passed(own);
                    here.failure = EndCheck.error(view, true);
                    return true;
                case FAIL:
                default:
                    here.failure = EndCheck.error(view, false);
                    return true;
            }
        }

        @Override
        public void checkpoint() {
            passed();
        }

        @Override
        public void skipped() {
            counters.add(Metric.SKIPPED, 1);
            passed();
        }

        private void passed() {
            here.progressed = true;
            IdBytes moved = takeId();
            if (!stopped.getAsBoolean()) {
                delivery.passed(moved);
            }
        }

        @Override
        public void retry(long millis) {
            retryMillis = millis;
        }

        @Override
        public boolean wantsComments() {
            return delivery.wantsComments();
        }

        @Override
        public void comment(String text) {
            delivery.comment(text);
        }
    }
}
