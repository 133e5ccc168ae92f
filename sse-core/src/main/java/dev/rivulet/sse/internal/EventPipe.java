package dev.rivulet.sse.internal;

import dev.rivulet.sse.EndRule;
import dev.rivulet.sse.EventDecoder;
import dev.rivulet.sse.EventView;
import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseRequest;
import dev.rivulet.sse.parser.EventSink;
import dev.rivulet.sse.parser.EventStreamParser;
import dev.rivulet.sse.policy.Dedup;
import dev.rivulet.sse.spi.BufferPool;
import java.nio.charset.StandardCharsets;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/**
 * The way of an event inside the session: inflate, parse, judge, drop duplicates, decode, deliver, commit. It stops
 * behind any event that ends the stream, that the outlet has no room behind, or at which the session closes.
 */
final class EventPipe<T> implements EventSink, AutoCloseable {
    private static final int HEADROOM = 1024;
    private static final int LONGEST_DETAIL = 4096;

    private final EventDecoder<T> decoder;
    private final Outlet<T> outlet;
    private final BufferPool pool;
    private final Counters counters;
    private final BooleanSupplier stopped;
    private final RecentEvents recent;
    private final boolean remembers;
    private final EventStreamParser parser;
    private final @Nullable EndRule endRule;

    private @Nullable ContentDecoder content;
    private byte @Nullable [] coded; // what content reads from
    private boolean paused;
    private byte @Nullable [] uncommitted; // the id of an event that is not yet handled
    private boolean awaitsCommit;
    private long retryMillis = -1;
    private long eventsHere;
    private boolean progressed;
    private boolean complete;
    private @Nullable Failure failure;

    /** The committed cursor, for everybody to read. */
    final Cursor committed = new Cursor();

    private boolean cursorMoved;

    EventPipe(
            SseRequest request,
            EventDecoder<T> decoder,
            Outlet<T> outlet,
            BufferPool pool,
            Counters counters,
            BooleanSupplier stopped) {
        this.decoder = decoder;
        this.outlet = outlet;
        this.pool = pool;
        this.counters = counters;
        this.stopped = stopped;
        this.recent = new RecentEvents(request.dedup());
        this.remembers = request.dedup().mode() != Dedup.Mode.OFF;
        this.endRule = request.endRule();
        this.parser = new EventStreamParser(this, request.limits(), pool);
    }

    /** The id that an earlier session left. */
    void startFrom(String lastEventId) {
        parser.lastEventId(lastEventId);
        committed.set(lastEventId.getBytes(StandardCharsets.UTF_8));
    }

    /** The received cursor. */
    String lastEventId() {
        return parser.lastEventId();
    }

    /** A connection's body begins. */
    void open(@Nullable String coding) {
        content = coding == null ? null : new ContentDecoder(coding);
        recent.connected();
        eventsHere = 0;
        progressed = false;
    }

    /** Takes a pooled array over, with the body's next bytes. */
    void feed(byte[] array, int from, int to) throws ZipException {
        if (content == null) {
            paused = !parser.adopt(array, from, to);
        } else {
            coded = array;
            content.input(array, from, to);
            inflate(content);
        }
    }

    /** Whether bytes are held that can go on when the outlet is ready. */
    boolean isHeld() {
        return paused || coded != null;
    }

    void resume() throws ZipException {
        if (paused) {
            paused = !parser.resume();
        }
        if (!paused && content != null) {
            inflate(content);
        }
    }

    private void inflate(ContentDecoder from) throws ZipException {
        while (!paused && coded != null) {
            byte[] out = pool.acquire(HEADROOM * 2);
            int count = 0;
            try {
                count = from.decode(out, HEADROOM, out.length - HEADROOM);
            } finally {
                if (count == 0) {
                    pool.release(out);
                    releaseCoded();
                }
            }
            if (count > 0) {
                paused = !parser.adopt(out, HEADROOM, HEADROOM + count);
            }
        }
    }

    private void releaseCoded() {
        byte[] held = coded;
        if (held != null) {
            coded = null;
            pool.release(held);
        }
    }

    /** The body has ended in order; its unfinished event is dropped or delivered. */
    void ended(boolean deliverUnfinished) throws ZipException {
        if (content != null && !content.isComplete()) {
            throw new ZipException("it ends too early");
        }
        if (deliverUnfinished) {
            parser.endDeliveringUnfinished();
        }
    }

    /** The connection is gone: what is unfinished is dropped, the cursors stay. */
    void disconnect() {
        parser.end();
        paused = false;
        releaseCoded();
        if (content != null) {
            content.close();
            content = null;
        }
    }

    @Override
    public void close() {
        disconnect();
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

    /** Whether this connection moved the cursor or brought an event that is not a duplicate. */
    boolean progressed() {
        return progressed;
    }

    boolean awaitsCommit() {
        return awaitsCommit;
    }

    /** The event delivered last has been handled now. */
    void handled() {
        byte[] id = uncommitted;
        awaitsCommit = false;
        uncommitted = null;
        commit(id);
    }

    /** Whether the committed cursor moved since this was asked last. */
    boolean takeCursorMoved() {
        boolean moved = cursorMoved;
        cursorMoved = false;
        return moved;
    }

    @Override
    public boolean event(EventView view) {
        if (stopped.getAsBoolean()) {
            return false;
        }
        eventsHere++;
        Counters.add(counters.events, 1);
        byte[] id = view.hasId() ? view.idBytes() : null;
        if (endRule != null && ends(endRule, view, id)) {
            return false;
        }
        if (id != null && id.length > 0 && remembers && recent.isDuplicate(view, id)) {
            Counters.add(counters.duplicates, 1);
            commit(id);
            return goesOn();
        }
        progressed = true;
        try {
            T value = decoder.decode(view);
            if (value != null) {
                if (stopped.getAsBoolean()) {
                    return false;
                }
                Counters.add(counters.delivered, 1);
                if (!outlet.deliver(value)) {
                    awaitsCommit = true;
                    uncommitted = id;
                    return goesOn();
                }
            }
        } catch (SessionFault fault) {
            throw fault;
        } catch (Throwable thrown) {
            failure = new Failure.HandlerFailed(thrown);
            return false;
        }
        commit(id);
        return goesOn();
    }

    private boolean ends(EndRule rule, EventView view, byte @Nullable [] id) {
        EndRule.Verdict verdict;
        try {
            verdict = rule.judge(view);
        } catch (RuntimeException | Error thrown) {
            failure = new Failure.HandlerFailed(thrown);
            return true;
        }
        switch (verdict) {
            case CONTINUE:
                return false;
            case END:
                complete = true;
                commit(id);
                return true;
            case FAIL:
            default:
                String data = view.data();
                failure = new Failure.InBand(
                        data.length() > LONGEST_DETAIL ? data.substring(0, LONGEST_DETAIL) + "…" : data);
                return true;
        }
    }

    private boolean goesOn() {
        return !stopped.getAsBoolean();
    }

    @Override
    public boolean isReady() {
        return stopped.getAsBoolean() || outlet.isReady();
    }

    /** Commits an id, or, behind an event that is not yet handled, keeps it until that is. */
    private void commit(byte @Nullable [] id) {
        if (id != null && awaitsCommit) {
            uncommitted = id;
        } else if (id != null) {
            committed.set(id);
            cursorMoved = true;
            if (id.length == 0) {
                recent.clear();
            }
        }
    }

    @Override
    public void checkpoint() {
        progressed = true;
        commitReceived();
    }

    @Override
    public void skipped() {
        progressed = true;
        Counters.add(counters.skipped, 1);
        commitReceived();
    }

    private void commitReceived() {
        if (!stopped.getAsBoolean()) {
            commit(parser.lastEventId().getBytes(StandardCharsets.UTF_8));
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
        } catch (RuntimeException | Error thrown) {
            throw new SessionFault(thrown);
        }
    }
}
