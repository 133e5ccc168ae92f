package dev.rivulet.sse.parser;

import dev.rivulet.sse.Failure;
import dev.rivulet.sse.SseException;
import dev.rivulet.sse.policy.Limits;
import dev.rivulet.sse.spi.BufferPool;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/**
 * An incremental parser of {@code text/event-stream} (WHATWG HTML, "server-sent events", "parsing an event stream" and
 * "interpreting an event stream"). However the stream is cut, each byte is looked at once and the same events come out.
 *
 * <p>Not thread-safe: one thread at a time, with a happens-before between them. The parser holds a pooled array only
 * while an event is unfinished or paused; {@link #close()} gives it back.
 *
 * <p>The sink may read {@link #lastEventId(byte[])}, and must not call the parser otherwise. An exception of the sink leaves
 * {@code feed} or {@code resume} as it is; the event that it was thrown for counts as dispatched, and {@link #resume()}
 * continues after it.
 */
public final class EventStreamParser implements AutoCloseable {
    /** A gap of dead bytes this small is not worth closing. */
    private static final int SMALL_GAP = 256;

    /** Larger input is taken in slices of this, so that the window stays in the cache. */
    private static final int SLICE = 32 << 10;

    private static final int NONE = -1;

    private final EventSink sink;
    private final int limit;
    private final boolean skipTooLarge;
    private final boolean wantsComments;
    private final Window window;
    private final Block block;
    private final TypeLine lastType = new TypeLine();

    private int line; // where the current line begins
    private int scanned; // no line end in [line, scanned)
    private boolean lineIsAscii = true; // as far as scanned
    private boolean atStart = true; // a byte order mark may follow
    private boolean afterCr; // an LF that follows belongs to the line end before it
    private boolean discarding; // the rest of the current line is of no interest
    private boolean paused;
    private long ignoredLines;
    private boolean eventAwaitsSink; // a whole event waits for the sink to be ready
    private @Nullable SseException broken;

    /** A parser with {@link Limits#defaults()} on the shared pool. */
    public EventStreamParser(EventSink sink) {
        this(sink, Limits.defaults(), BufferPool.shared());
    }

    /** Takes its buffers from the pool; events larger than the limits allow end the stream or are skipped, as these say. */
    public EventStreamParser(EventSink sink, Limits limits, BufferPool pool) {
        this.sink = sink;
        this.limit = limits.eventBytes();
        this.skipTooLarge = limits.oversizedEvent() == Limits.OversizedEvent.SKIP;
        this.wantsComments = sink.wantsComments();
        this.window = new Window(pool, limit);
        this.block = new Block(limit);
    }

    /**
     * Parses {@code bytes[from, to)}, the next part of the stream. The bytes are copied first, so the array is the
     * caller's again when this returns.
     *
     * @return false if the sink paused the parser; {@link #resume()} continues
     * @throws SseException with {@link Failure.LimitExceeded} if an event is too large and the limits say fail; the
     *     events before it have been dispatched, and the parser accepts nothing further
     * @throws IllegalStateException if the parser is paused
     */
    public boolean feed(byte[] bytes, int from, int to) {
        requireRunning();
        for (int at = from; at < to; ) {
            int upTo = Math.min(to, at + SLICE);
            shift(window.append(keptFrom(), bytes, at, upTo));
            at = upTo;
            boolean runs = false;
            try {
                runs = parse();
            } finally {
                if (!runs && broken == null) {
                    // Paused, or the sink threw: what is not yet parsed is kept for resume().
                    shift(window.append(keptFrom(), bytes, at, to));
                }
            }
            if (!runs) {
                return false;
            }
        }
        return true;
    }

    /**
     * Like {@link #feed}, but takes over an array that was acquired from this parser's pool, whose {@code [from, to)} is
     * the next part of the stream. If the bytes in front of {@code from} have room for what is unfinished, nothing but
     * that is copied. The parser writes into the array and releases it. Where the parser is paused or has given
     * up, this throws as {@code feed} does, and has not taken the array.
     */
    public boolean adopt(byte[] owned, int from, int to) {
        requireRunning();
        shift(window.adopt(keptFrom(), owned, from, to));
        return parse();
    }

    /**
     * Continues after a pause or an exception of the sink, with the bytes that are held.
     *
     * @throws SseException if an event was too large: the parser accepts nothing before {@link #end()}
     */
    public boolean resume() {
        paused = false;
        requireRunning();
        return (!eventAwaitsSink || dispatch(window.array)) && parse();
    }

    /**
     * The stream has ended: what is unfinished is dropped, as the standard says, and the parser is ready for another
     * stream. The last event ID stays: it is the one that a new connection starts with.
     */
    public void end() {
        window.release();
        line = 0;
        scanned = 0;
        block.clear();
        atStart = true;
        afterCr = false;
        discarding = false;
        lineIsAscii = true;
        paused = false;
        eventAwaitsSink = false;
        broken = null;
    }

    /**
     * Like {@link #end()}, but an unfinished event that has data is dispatched first; its id is not taken over. Not what
     * the standard says: for servers that omit the last blank line and end cleanly.
     */
    public void endDeliveringUnfinished() {
        try {
            if (!paused && broken == null) {
                if (line < window.end && !discarding && !atStart) {
                    line(window.array, line, window.end, false);
                }
                block.dropId();
                if (block.hasData()) {
                    sink.event(block.view(window.array));
                }
            }
        } finally {
            end();
        }
    }

    /** The last event ID string: the id after the last whole block, "" at first. */
    public String lastEventId() {
        return block.lastEventId().toString();
    }

    /**
     * The last event ID as UTF-8, written to the front of the array if it has room for it.
     *
     * @return its length in bytes, which may be more than the array has
     */
    public int lastEventId(byte[] into) {
        ByteText id = block.lastEventId();
        id.copyTo(into);
        return id.length;
    }

    /**
     * How many lines were ignored, as the standard says: of an unknown field, a {@code retry} that is no number, an
     * {@code id} with NUL.
     */
    public long ignoredLines() {
        return ignoredLines;
    }

    /** Starts the next stream with this last event ID. */
    public void lastEventId(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        block.lastEventId().set(bytes, 0, bytes.length);
    }

    /** The bytes that are held: of the unfinished event, and, while paused, those not yet parsed. */
    public int heldBytes() {
        return window.end - keptFrom();
    }

    /** Gives the window back to its pool. */
    @Override
    public void close() {
        end();
    }

    private void requireRunning() {
        if (broken != null) {
            throw broken;
        }
        if (paused) {
            throw new IllegalStateException("paused: call resume() before more is fed");
        }
    }

    private boolean parse() {
        byte[] bytes = window.array;
        int to = window.end;
        if (!begin(bytes, to)) {
            return true;
        }
        while (true) {
            if (lineIsAscii && block.isEmpty() && !takeWhole(bytes, to)) {
                return false;
            }
            int at = line;
            long word = PlainLine.word(bytes, at, to);
            boolean isData = PlainLine.isData(word);
            int value = at + PlainLine.valueAt(word);
            int end = lineEnd(bytes, Math.max(scanned, value), to);
            if (end == to) {
                break;
            }
            int next = nextLineStart(bytes, end, to);
            line = next;
            scanned = next;
            boolean isAscii = lineIsAscii;
            lineIsAscii = true;
            if (isData) {
                boolean isMore = block.hasData();
                requireWithinLimit(block.data(bytes, value, end, isAscii));
                if (isMore && block.hasData()) {
                    line = block.joinAll(bytes, next, to);
                    scanned = block.scanned();
                }
            } else if (end == at) {
                if (!dispatch(bytes)) {
                    return false;
                }
            } else {
                line(bytes, at, end, isAscii);
            }
        }
        suspend(bytes, line, to);
        return true;
    }

    /**
     * Takes events that have one line of data and at most an id and a type, all in ASCII, which is what most streams are
     * made of: each byte is looked at once, and nothing is kept. Stops at the first line that is anything else, or
     * unfinished; the lines before it are in the block, and how far it looked is in {@code scanned}. False if the sink
     * paused the parser.
     */
    private boolean takeWhole(byte[] bytes, int to) {
        int at = line;
        int end = scanned; // how far the line at hand was looked at
        int data = NONE;
        int dataTo = 0;
        int type = NONE;
        int typeTo = 0;
        int id = NONE;
        int idTo = 0;
        while (true) {
            long word = PlainLine.word(bytes, at, to);
            if (lastType.isAt(bytes, at, to, word)) {
                type = at + lastType.valueAt;
                at += lastType.length;
                typeTo = at - 1;
                end = at;
                continue;
            }
            int value = at + PlainLine.valueAt(word);
            if (value == at) {
                int next = data == NONE ? NONE : PlainLine.afterEnd(bytes, at, to);
                if (next == NONE || !sink.isReady()) {
                    break;
                }
                line = next;
                scanned = next;
                paused = !sink.event(block.whole(bytes, data, dataTo, type, typeTo, id, idTo));
                if (paused) {
                    return false;
                }
                at = next;
                end = next;
                data = NONE;
                type = NONE;
                id = NONE;
                continue;
            }
            boolean isId = PlainLine.isId(word);
            boolean isData = PlainLine.isData(word);
            if ((isId && end > at) || (isData && data != NONE)) {
                break; // an id that was seen in part may have a NUL; a second line of data is to be joined
            }
            end = LineScanner.textEnd(bytes, Math.max(value, end), to);
            int next = PlainLine.afterEnd(bytes, end, to);
            if (next == NONE || end - value > limit) {
                break;
            }
            if (isData) {
                data = value;
                dataTo = end;
            } else if (isId) {
                id = value;
                idTo = end;
            } else {
                lastType.set(bytes, at, value, end);
                type = value;
                typeTo = end;
            }
            at = next;
            end = next;
        }
        line = at;
        scanned = end;
        lineIsAscii = end == to || bytes[end] >= 0;
        block.take(bytes, data, dataTo, type, typeTo, id, idTo);
        return true;
    }

    /** The blank line. False if the sink paused the parser, before the event or after it. */
    private boolean dispatch(byte[] bytes) {
        eventAwaitsSink = block.hasData() && !sink.isReady();
        if (eventAwaitsSink) {
            block.putTypeAside(bytes);
        }
        paused = eventAwaitsSink || !block.dispatch(bytes, sink);
        return !paused;
    }

    /** The first line end in {@code [from, to)}, or {@code to}; whether the line is ASCII so far is noted. */
    private int lineEnd(byte[] bytes, int from, int to) {
        if (from < to && bytes[from] == '\n') {
            return from; // a blank line, mostly
        }
        int at = from;
        while (true) {
            at = lineIsAscii ? LineScanner.textEnd(bytes, at, to) : LineScanner.controlEnd(bytes, at, to);
            if (at == to) {
                return to;
            }
            byte b = bytes[at];
            if (b == '\n' || b == '\r') {
                return at;
            }
            if (b < 0) {
                lineIsAscii = false;
            } else {
                at++;
            }
        }
    }

    /** What an earlier part of the stream left to do. False if there is nothing left to see. */
    private boolean begin(byte[] bytes, int to) {
        if (atStart) {
            int at = ByteOrderMark.end(bytes, line, to);
            if (at == ByteOrderMark.UNDECIDED) {
                keep(line, to);
                return false;
            }
            line = at;
            scanned = at;
            atStart = false;
        }
        if (afterCr && line < to) {
            afterCr = false;
            if (bytes[line] == '\n') {
                line++;
                scanned = line;
            }
        }
        return !discarding || takeDiscarded(bytes, to);
    }

    private boolean takeDiscarded(byte[] bytes, int to) {
        int end = lineEnd(bytes, line, to);
        if (end == to) {
            keep(line, line);
            return false;
        }
        discarding = false;
        lineIsAscii = true;
        line = nextLineStart(bytes, end, to);
        scanned = line;
        return true;
    }

    /** Where the line after the line end at {@code end} begins. */
    private int nextLineStart(byte[] bytes, int end, int to) {
        int at = end + 1;
        if (bytes[end] == '\r') {
            if (at == to) {
                afterCr = true;
            } else if (bytes[at] == '\n') {
                at++;
            }
        }
        return at;
    }

    private void line(byte[] bytes, int from, int to, boolean isAscii) {
        Field field = Field.of(bytes, from, to);
        int value = field.valueFrom(bytes, from, to);
        switch (field) {
            case DATA -> requireWithinLimit(block.data(bytes, value, to, isAscii));
            case EVENT -> requireWithinLimit(block.type(value, to));
            case ID -> id(bytes, value, to);
            case RETRY -> retry(bytes, value, to);
            case COMMENT -> comment(bytes, value, to);
            case UNKNOWN -> ignoredLines++;
        }
    }

    private void id(byte[] bytes, int from, int to) {
        requireWithinLimit(to - from <= limit);
        if (to - from <= limit && !block.id(bytes, from, to)) {
            ignoredLines++;
        }
    }

    private void retry(byte[] bytes, int from, int to) {
        long millis = to - from > limit ? RetryTime.NONE : RetryTime.parse(bytes, from, to);
        if (millis == RetryTime.NONE) {
            ignoredLines++;
        } else {
            sink.retry(millis);
        }
    }

    private void comment(byte[] bytes, int from, int to) {
        if (wantsComments && to - from <= PartialLine.LONGEST_COMMENT) {
            sink.comment(Utf8.decode(bytes, from, to - from));
        }
    }

    /** The bytes are used up and the line at {@code at} is unfinished: keeps what is needed, in few bytes. */
    private void suspend(byte[] bytes, int at, int to) {
        block.putTypeAside(bytes);
        PartialLine partial = at < to ? PartialLine.of(bytes, at, to, block, limit, wantsComments) : PartialLine.KEPT;
        requireWithinLimit(partial != PartialLine.TOO_LARGE);
        discarding = partial != PartialLine.KEPT;
        if (partial == PartialLine.DISCARDED && PartialLine.isIgnored(bytes, at, to)) {
            ignoredLines++;
        }
        int length = discarding ? 0 : to - at;
        int keepAt = at;
        if (block.hasData() && at - block.dataTo() > SMALL_GAP) {
            keepAt = block.dataTo();
            System.arraycopy(bytes, at, bytes, keepAt, length);
        }
        keep(keepAt, keepAt + length);
    }

    private void keep(int at, int to) {
        line = at;
        scanned = to;
        window.end = to;
        if (at == to && !block.hasData()) {
            window.release();
            line = 0;
            scanned = 0;
        }
    }

    private int keptFrom() {
        return block.hasData() ? block.dataFrom() : line;
    }

    private void shift(int by) {
        line += by;
        scanned += by;
        block.shift(by);
    }

    /** An event that is over the limit is skipped from here on, or the parser gives up. */
    private void requireWithinLimit(boolean isWithin) {
        if (isWithin) {
            return;
        }
        if (!skipTooLarge) {
            end();
            broken = new SseException(new Failure.LimitExceeded("Limits.eventBytes", limit));
            throw broken;
        }
        block.skip();
    }
}
