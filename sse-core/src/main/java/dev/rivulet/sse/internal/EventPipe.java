package dev.rivulet.sse.internal;

import static java.util.Objects.requireNonNull;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.EventView;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.Failure.HandlerFailed.Handler;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.parser.EventSink;
import dev.rivulet.sse.parser.EventStreamParser;
import dev.rivulet.sse.spi.BufferPool;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * The way of an event inside the session: parse, judge, drop duplicates, decode, deliver, commit. It stops behind any
 * event that ends the stream, in front of one that there is no room for, and where the session closes.
 */
final class EventPipe<T> implements EventSink {
    private static final int LONGEST_DETAIL = 4096;

    private final EventDecoder<T> decoder;
    private final Outlet<T> outlet;
    private final Counters counters;
    private final BooleanSupplier stopped;
    private final Duplicates duplicates;
    private final EventTypes types;
    private final boolean isFiltered;
    private final boolean isJudged;
    private final byte @Nullable [] endMarker;
    private final @Nullable EndRule endRule;
    private final Commits commits;
    private final @Nullable Acknowledgements acknowledgements;
    private final Quantum quantum;
    private final EventStreamParser parser;
    private final IdBytes id = new IdBytes(); // of the event or checkpoint at hand
    final Body body;

    private long retryMillis = -1;
    private long eventsHere;
    private boolean progressed;
    private boolean complete;
    private long ignoredBefore;
    private @Nullable Failure failure;

    EventPipe(
            SseRequest request,
            EventDecoder<T> decoder,
            Outlet<T> outlet,
            BufferPool pool,
            Counters counters,
            Commits commits,
            @Nullable Acknowledgements acknowledgements,
            Quantum quantum,
            BooleanSupplier stopped,
            Consumer<Failure> warnings) {
        this.decoder = decoder;
        this.outlet = outlet;
        this.counters = counters;
        this.commits = commits;
        this.acknowledgements = acknowledgements;
        this.quantum = quantum;
        this.stopped = stopped;
        this.duplicates = new Duplicates(request.dedup(), counters, warnings);
        this.types = new EventTypes(request.eventTypes());
        String marker = request.endMarker();
        this.endMarker = marker == null ? null : marker.getBytes(StandardCharsets.UTF_8);
        this.endRule = request.endRule();
        this.isJudged = endRule != null || endMarker != null;
        this.isFiltered = !request.eventTypes().isEmpty();
        this.parser = new EventStreamParser(this, request.limits(), pool);
        this.body = new Body(parser, pool, this::hasTimeForPiece);
    }

    /** The id that an earlier session left. */
    void startFrom(String lastEventId) {
        parser.lastEventId(lastEventId);
        commits.startFrom(lastEventId);
    }

    /** The received cursor. */
    String lastEventId() {
        return parser.lastEventId();
    }

    /** A connection's body begins. */
    void open(@Nullable String coding) {
        body.open(coding);
        duplicates.connected();
        eventsHere = 0;
        progressed = false;
        failure = null;
        ignoredBefore = parser.ignoredLines();
    }

    /** What the stream itself says: {@code null} to go on, else that it failed. */
    @Nullable
    Failure failure() {
        return failure;
    }

    /** Whether the end marker has come. */
    boolean isComplete() {
        return complete;
    }

    /** The server's {@code retry}, in milliseconds; -1 for none. */
    long retryMillis() {
        return retryMillis;
    }

    /** How many events this connection brought. */
    long eventsHere() {
        return eventsHere;
    }

    /** Whether this connection brought an event that is not a duplicate, or an id without one. */
    boolean progressed() {
        return progressed;
    }

    long ignoredLines() {
        return parser.ignoredLines();
    }

    /** Of this connection. */
    long ignoredLinesHere() {
        return parser.ignoredLines() - ignoredBefore;
    }

    /** Whether there is room for an event, on this thread. */
    boolean hasRoom() {
        return outlet.isReady() && !isFull();
    }

    /** Whether as many events as may await their acknowledgement do. */
    boolean isFull() {
        return acknowledgements != null && !acknowledgements.hasRoom();
    }

    @Override
    public boolean isReady() {
        return stopped.getAsBoolean() || (hasRoom() && quantum.hasTimeForEvent());
    }

    /** Asked between the pieces of a compressed body, since {@link #isReady} is asked only where there is an event. */
    private boolean hasTimeForPiece() {
        quantum.burst();
        return !stopped.getAsBoolean() && !quantum.isOver() && outlet.isReady();
    }

    @Override
    public boolean event(EventView view) {
        if (stopped.getAsBoolean()) {
            return false;
        }
        eventsHere++;
        counters.add(Counters.EVENTS, 1);
        IdBytes own = view.hasId() ? takeId() : null;
        if (isJudged && ends(view, own)) {
            return false;
        }
        if (own != null && duplicates.isDropped(view, own)) {
            commits.passed(own);
            quantum.dropped();
            return goesOn();
        }
        if (stopped.getAsBoolean()) {
            return false; // closed in the callback of a warning
        }
        progressed = true;
        try {
            return deliver(view, own) && goesOn();
        } catch (SessionFault fault) {
            failure = fault.failure();
            return false;
        }
    }

    private IdBytes takeId() {
        id.take(parser);
        if (id.length == 0) {
            duplicates.clear();
        }
        return id;
    }

    /** False if the session closed meanwhile, and the event was not delivered. */
    private boolean deliver(EventView view, @Nullable IdBytes own) {
        if (isFiltered && !types.contain(view)) {
            passed(own);
            return true;
        }
        T value;
        try {
            value = decoder.decode(
                    acknowledgements == null ? view : new AcknowledgedView(view, acknowledgements.await(own)));
        } catch (OutOfMemoryError e) { // most likely of the copy of the event's data that a decoder asked for
            failure = new Failure.OutOfMemory(e);
            return false;
        } catch (Throwable thrown) {
            throw new SessionFault(Handler.DECODER, thrown);
        }
        if (value == null) {
            skippedByDecoder(own);
            return true;
        }
        if (stopped.getAsBoolean()) {
            return false;
        }
        counters.add(Counters.DELIVERED, 1);
        handOver(value, own);
        return true;
    }

    private void handOver(T value, @Nullable IdBytes own) {
        boolean handled;
        try {
            handled = outlet.deliver(value);
        } catch (Throwable thrown) { // languages without checked exceptions throw any
            commits.abandon();
            throw new SessionFault(Handler.SUBSCRIBER, thrown);
        }
        commits.delivered(own, handled);
    }

    private void skippedByDecoder(@Nullable IdBytes own) {
        if (acknowledgements != null) {
            acknowledgements.withdraw();
        }
        passed(own);
    }

    /** An event that is not handed over: its id counts as handled. */
    private void passed(@Nullable IdBytes own) {
        if (own != null) {
            commits.passed(own);
        }
    }

    private boolean ends(EventView view, @Nullable IdBytes own) {
        switch (verdict(view)) {
            case CONTINUE:
                return false;
            case END:
                complete = true;
                passed(own);
                return true;
            case RETRY:
                passed(own);
                failure = new Failure.ErrorEvent(detail(view), true);
                return true;
            case FAIL:
            default:
                failure = new Failure.ErrorEvent(detail(view), false);
                return true;
        }
    }

    private EndRule.Verdict verdict(EventView view) {
        if (endMarker != null && isData(view.asReceived(), endMarker)) {
            return EndRule.Verdict.END;
        }
        if (endRule == null) {
            return EndRule.Verdict.CONTINUE;
        }
        try {
            return requireNonNull(endRule.judge(view), "the verdict");
        } catch (Throwable thrown) {
            throw new SessionFault(Handler.END_RULE, thrown);
        }
    }

    private static boolean isData(EventView raw, byte[] marker) {
        return raw.length() == marker.length
                && Arrays.equals(raw.array(), raw.offset(), raw.offset() + marker.length, marker, 0, marker.length);
    }

    private static String detail(EventView view) {
        String data = view.data();
        return data.length() > LONGEST_DETAIL ? data.substring(0, LONGEST_DETAIL) + "…" : data;
    }

    private boolean goesOn() {
        return !stopped.getAsBoolean();
    }

    @Override
    public void checkpoint() {
        passed();
    }

    @Override
    public void skipped() {
        counters.add(Counters.SKIPPED, 1);
        passed();
    }

    private void passed() {
        progressed = true;
        IdBytes here = takeId();
        if (!stopped.getAsBoolean()) {
            commits.passed(here);
        }
    }

    @Override
    public void retry(long millis) {
        retryMillis = millis;
    }

    @Override
    public boolean wantsComments() {
        return outlet.wantsComments();
    }

    @Override
    public void comment(String text) {
        if (stopped.getAsBoolean()) {
            return;
        }
        try {
            outlet.comment(text);
        } catch (Throwable thrown) {
            throw new SessionFault(Handler.SUBSCRIBER, thrown);
        }
    }
}
