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
 * <p>The sink must not call the parser. An exception of the sink leaves {@code feed} or {@code resume} as it is; the event that it was thrown for counts as
 * dispatched, and {@link #resume()} goes on behind it.
 */
public final class EventStreamParser implements AutoCloseable {
    private static final long DATA = 0x203A61746164L; // "data: ", its first byte lowest
    private static final long DATA_MASK = 0xFFFFFFFFFFFFL;
    private static final int DATA_VALUE = 6;
    private static final int NONE = -1;
    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    /** A gap of dead bytes this small is not worth closing. */
    private static final int SMALL_GAP = 256;

    /** Larger input is taken in slices of this, so that the window stays in the cache. */
    private static final int SLICE = 32 << 10;

    private static final int LONGEST_COMMENT = 64 << 10;

    private final EventSink sink;
    private final int limit;
    private final boolean skipTooLarge;
    private final boolean wantsComments;
    private final Window window;
    private final BlockView view = new BlockView();
    private final ByteText typeAside = new ByteText();

    private ByteText lastEventId = new ByteText();
    private ByteText blockId = new ByteText();

    private int line; // where the current line begins
    private int scanned; // no line end in [line, scanned)
    private int dataFrom = NONE;
    private int dataTo; // [dataFrom, dataTo) is the joined data
    private int typeFrom = NONE;
    private int typeTo;
    private boolean typeIsAside; // [typeFrom, typeTo) is in typeAside, not in the window
    private boolean lineIsAscii = true; // as far as scanned
    private boolean dataIsAscii = true;
    private boolean ownId;

    private boolean atStart = true; // a byte order mark may follow
    private boolean afterCr; // an LF that follows belongs to the line end before it
    private boolean discarding; // the rest of the current line is of no interest
    private boolean skipping; // the rest of the current block is too large; only its id and retry count
    private boolean paused;
    private boolean unasked; // a whole event waits for the sink to be ready
    private @Nullable SseException broken;

    /** A parser with {@link Limits#defaults()} on the shared pool. */
    public EventStreamParser(EventSink sink) {
        this(sink, Limits.defaults(), BufferPool.shared());
    }

    public EventStreamParser(EventSink sink, Limits limits, BufferPool pool) {
        this.sink = sink;
        this.limit = limits.eventBytes();
        this.skipTooLarge = limits.onBreach() == Limits.Breach.SKIP;
        this.wantsComments = sink.wantsComments();
        this.window = new Window(pool);
    }

    /**
     * Parses {@code bytes[from, to)}, the next part of the stream. The bytes are copied first, so the array is the
     * caller's again when this returns.
     *
     * @return false if the sink paused the parser; {@link #resume()} goes on
     * @throws SseException with {@link Failure.LimitExceeded} if an event is too large and the limits say fail; the
     *     events before it have been dispatched, and the parser takes no more
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
     * that is copied. The parser writes into the array and releases it. Where this throws {@code IllegalStateException}
     * it has not taken the array.
     */
    public boolean adopt(byte[] owned, int from, int to) {
        requireRunning();
        shift(window.adopt(keptFrom(), owned, from, to));
        return parse();
    }

    /** Goes on after a pause or an exception of the sink, with the bytes that are held. */
    public boolean resume() {
        paused = false;
        if (unasked) {
            unasked = false;
            if (!blankLine(window.array, line)) {
                return false;
            }
        }
        return parse();
    }

    /**
     * The stream has ended: what is unfinished is dropped, as the standard says, and the parser is ready for another
     * stream. The last event ID stays: it is the one that a new connection starts with.
     */
    public void end() {
        window.release();
        line = 0;
        scanned = 0;
        clearBlock();
        atStart = true;
        afterCr = false;
        discarding = false;
        lineIsAscii = true;
        paused = false;
        unasked = false;
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
                    line(window.array, line, window.end);
                }
                ownId = false;
                if (dataFrom != NONE && !skipping) {
                    fillView(window.array);
                    sink.event(view);
                }
            }
        } finally {
            end();
        }
    }

    /** The last event ID string: the id after the last whole block, "" at first. */
    public String lastEventId() {
        return lastEventId.toString();
    }

    /** Starts the next stream with this last event ID. */
    public void lastEventId(String id) {
        byte[] bytes = id.getBytes(StandardCharsets.UTF_8);
        lastEventId.set(bytes, 0, bytes.length);
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
        int at = begin(bytes, to);
        if (at < 0) {
            return true;
        }
        int from = Math.max(at, scanned);
        while (at < to) {
            boolean isData = at <= to - 8 && (LineScanner.word(bytes, at) & DATA_MASK) == DATA;
            int lineEnd = lineEnd(bytes, isData ? Math.max(from, at + DATA_VALUE) : from, to);
            if (lineEnd == to) {
                break;
            }
            boolean isBlank = lineEnd == at;
            int next = behind(bytes, lineEnd, to);
            if (isData) {
                data(bytes, at + DATA_VALUE, lineEnd);
            } else if (!isBlank) {
                line = next; // the sink may throw
                scanned = next;
                line(bytes, at, lineEnd);
            }
            lineIsAscii = true;
            at = next;
            if (!isBlank && at < to && bytes[at] == '\n') {
                isBlank = true;
                at++;
            }
            from = at;
            if (isBlank && !blankLine(bytes, at)) {
                return false;
            }
        }
        suspend(bytes, at, to);
        return true;
    }

    /** The first line end in {@code [from, to)}, or {@code to}; whether the line is ASCII so far is noted. */
    private int lineEnd(byte[] bytes, int from, int to) {
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

    /** What an earlier part of the stream left to do: where the next line begins, or -1 if there is no more to see. */
    private int begin(byte[] bytes, int to) {
        int at = line;
        if (atStart) {
            at = behindByteOrderMark(bytes, at, to);
            if (at < 0) {
                keep(line, to);
                return -1;
            }
            atStart = false;
        }
        if (afterCr && at < to) {
            afterCr = false;
            if (bytes[at] == '\n') {
                at++;
            }
        }
        if (discarding) {
            int lineEnd = lineEnd(bytes, at, to);
            if (lineEnd == to) {
                keep(at, at);
                return -1;
            }
            discarding = false;
            lineIsAscii = true;
            at = behind(bytes, lineEnd, to);
        }
        return at;
    }

    private int behindByteOrderMark(byte[] bytes, int at, int to) {
        int seen = Math.min(to - at, BYTE_ORDER_MARK.length);
        for (int i = 0; i < seen; i++) {
            if (bytes[at + i] != BYTE_ORDER_MARK[i]) {
                return at;
            }
        }
        return seen == BYTE_ORDER_MARK.length ? at + seen : NONE;
    }

    /** Where the line after the line end at {@code lineEnd} begins. */
    private int behind(byte[] bytes, int lineEnd, int to) {
        int at = lineEnd + 1;
        if (bytes[lineEnd] == '\r') {
            if (at == to) {
                afterCr = true;
            } else if (bytes[at] == '\n') {
                at++;
            }
        }
        return at;
    }

    private void line(byte[] bytes, int from, int to) {
        Field field = Field.of(bytes, from, to);
        int value = field.valueFrom(bytes, from, to);
        switch (field) {
            case DATA -> data(bytes, value, to);
            case EVENT -> type(value, to);
            case ID -> id(bytes, value, to);
            case RETRY -> retry(bytes, value, to);
            case COMMENT -> comment(bytes, value, to);
            case UNKNOWN -> {}
        }
    }

    private void data(byte[] bytes, int from, int to) {
        if (skipping) {
            return;
        }
        dataIsAscii &= lineIsAscii;
        if (dataFrom == NONE) {
            dataFrom = from;
            dataTo = to;
        } else {
            append(bytes, from, to);
        }
        if (dataTo - dataFrom > limit) {
            tooLarge();
        }
    }

    /** The lines are joined where they lie, to the left; a type between them would be overwritten. */
    private void append(byte[] bytes, int from, int to) {
        if (typeFrom > dataFrom && !typeIsAside) {
            putTypeAside(bytes);
        }
        bytes[dataTo] = '\n';
        System.arraycopy(bytes, from, bytes, dataTo + 1, to - from);
        dataTo += 1 + to - from;
    }

    private void type(int from, int to) {
        typeIsAside = false;
        typeFrom = from;
        typeTo = to;
        if (skipping || from == to) {
            typeFrom = NONE;
        } else if (to - from > limit) {
            tooLarge();
        }
    }

    private void putTypeAside(byte[] bytes) {
        typeAside.setRaw(bytes, typeFrom, typeTo - typeFrom);
        typeTo -= typeFrom;
        typeFrom = 0;
        typeIsAside = true;
    }

    private void id(byte[] bytes, int from, int to) {
        if (to - from > limit) {
            tooLarge();
            return;
        }
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                return;
            }
        }
        blockId.set(bytes, from, to - from);
        ownId = true;
    }

    private void retry(byte[] bytes, int from, int to) {
        if (to - from > limit) {
            return;
        }
        long millis = 0;
        for (int i = from; i < to; i++) {
            int digit = bytes[i] - '0';
            if (digit < 0 || digit > 9) {
                return;
            }
            millis = millis > (Long.MAX_VALUE - digit) / 10 ? Long.MAX_VALUE : millis * 10 + digit;
        }
        if (from < to) {
            sink.retry(millis);
        }
    }

    private void comment(byte[] bytes, int from, int to) {
        if (wantsComments && to - from <= LONGEST_COMMENT) {
            sink.comment(Utf8.decode(bytes, from, to - from));
        }
    }

    private boolean blankLine(byte[] bytes, int next) {
        line = next;
        scanned = next;
        if (dataFrom != NONE && !sink.isReady()) {
            if (typeFrom != NONE && !typeIsAside) {
                putTypeAside(bytes);
            }
            unasked = true;
            paused = true;
            return false;
        }
        if (ownId) {
            ByteText before = lastEventId;
            lastEventId = blockId;
            blockId = before;
        }
        if (dataFrom != NONE) {
            fillView(bytes);
            clearBlock();
            if (!sink.event(view)) {
                paused = true;
                return false;
            }
        } else if (ownId || skipping || typeFrom != NONE) {
            boolean skipped = skipping;
            boolean moved = ownId;
            clearBlock();
            if (skipped) {
                sink.skipped();
            } else if (moved) {
                sink.checkpoint();
            }
        }
        return true;
    }

    private void fillView(byte[] bytes) {
        view.data(bytes, dataFrom, dataTo, dataIsAscii);
        if (typeFrom == NONE) {
            view.defaultType();
        } else {
            view.type(typeIsAside ? typeAside.bytes : bytes, typeFrom, typeTo);
        }
        view.id(lastEventId, ownId);
    }

    private void clearBlock() {
        dataFrom = NONE;
        typeFrom = NONE;
        dataIsAscii = true;
        ownId = false;
        skipping = false;
    }

    /** The bytes are used up and the line at {@code at} is unfinished: keeps what is needed, in few bytes. */
    private void suspend(byte[] bytes, int at, int to) {
        if (typeFrom != NONE && !typeIsAside) {
            putTypeAside(bytes);
        }
        discarding = at < to && isOfNoInterest(bytes, at, to);
        int length = discarding ? 0 : to - at;
        int keepAt = at;
        if (dataFrom != NONE && at - dataTo > SMALL_GAP) {
            System.arraycopy(bytes, at, bytes, dataTo, length);
            keepAt = dataTo;
        }
        keep(keepAt, keepAt + length);
    }

    private boolean isOfNoInterest(byte[] bytes, int at, int to) {
        if (to - at < limit && dataFrom == NONE && at <= to - 8 && (LineScanner.word(bytes, at) & DATA_MASK) == DATA) {
            return skipping;
        }
        boolean isComment = bytes[at] == ':';
        if (!isComment && to - at < Field.LONGEST) {
            return false;
        }
        Field field = isComment ? Field.COMMENT : Field.of(bytes, at, to);
        int value = field.valueFrom(bytes, at, to);
        switch (field) {
            case UNKNOWN:
                return true;
            case COMMENT:
                return !wantsComments || to - value > LONGEST_COMMENT;
            case RETRY:
                return to - value > limit;
            case DATA:
            case EVENT:
            case ID:
            default:
                int before = field == Field.DATA && dataFrom != NONE ? dataTo - dataFrom + 1 : 0;
                if (before + (to - value) > limit && !skipping) {
                    tooLarge();
                }
                return skipping && (field != Field.ID || to - value > limit);
        }
    }

    private void keep(int at, int to) {
        line = at;
        scanned = to;
        window.end = to;
        if (at == to && dataFrom == NONE) {
            window.release();
            line = 0;
            scanned = 0;
        }
    }

    private int keptFrom() {
        return dataFrom != NONE ? dataFrom : line;
    }

    private void shift(int by) {
        line += by;
        scanned += by;
        if (dataFrom != NONE) {
            dataFrom += by;
            dataTo += by;
        }
    }

    /** The current event is over the limit: it is skipped from here on, or the parser gives up. */
    private void tooLarge() {
        if (!skipTooLarge) {
            end();
            broken = new SseException(new Failure.LimitExceeded("Limits.eventBytes", limit));
            throw broken;
        }
        skipping = true;
        dataFrom = NONE;
        typeFrom = NONE;
    }
}
