package dev.rivulet.sse.parser;

import dev.rivulet.sse.EventView;

/** The event that is being received, and the last event ID. What it holds lies in the window, or aside. */
final class Block {
    private static final int NONE = -1;

    private final int limit;
    private final BlockView view = new BlockView();
    private final ByteText typeAside = new ByteText();

    private ByteText lastEventId = new ByteText();
    private ByteText blockId = new ByteText();

    private int dataFrom = NONE;
    private int dataTo; // [dataFrom, dataTo) is the joined data
    private boolean isAscii = true;
    private int typeFrom = NONE;
    private int typeTo;
    private boolean typeIsAside; // [typeFrom, typeTo) is in typeAside, not in the window
    private boolean ownId;
    private boolean skipping; // it is too large; only its id counts
    private int scanned;

    Block(int limit) {
        this.limit = limit;
    }

    boolean hasData() {
        return dataFrom != NONE;
    }

    /** Nothing has been taken since the last blank line. */
    boolean isEmpty() {
        return dataFrom == NONE && typeFrom == NONE && !ownId && !skipping;
    }

    boolean isSkipping() {
        return skipping;
    }

    /** Where the data begins in the window, if there is any. */
    int dataFrom() {
        return dataFrom;
    }

    /** Where the data ends in the window, if there is any. */
    int dataTo() {
        return dataTo;
    }

    ByteText lastEventId() {
        return lastEventId;
    }

    /** A {@code data} line. False if the data is too large now. */
    boolean data(byte[] bytes, int from, int to, boolean lineIsAscii) {
        if (skipping) {
            return true;
        }
        isAscii &= lineIsAscii;
        if (dataFrom == NONE) {
            dataFrom = from;
            dataTo = to;
        } else {
            join(bytes, from, to);
        }
        return dataTo - dataFrom <= limit;
    }

    /** The lines are joined where they lie, to the left; a type between them would be overwritten. */
    private void join(byte[] bytes, int from, int to) {
        if (typeFrom > dataFrom && !typeIsAside) {
            putTypeAside(bytes);
        }
        bytes[dataTo] = '\n';
        System.arraycopy(bytes, from, bytes, dataTo + 1, to - from);
        dataTo += 1 + to - from;
    }

    /**
     * Joins the lines of plain data that follow, up to the first line that is anything else, or unfinished, or too much:
     * where an event has two lines it has many.
     *
     * @return where that line begins; how far it was looked at is in {@link #scanned()}
     */
    int joinAll(byte[] bytes, int from, int to) {
        putTypeAside(bytes);
        int room = limit - (dataTo - dataFrom);
        int joined = dataTo;
        int at = from;
        int end = from;
        for (long word = PlainLine.word(bytes, at, to); PlainLine.isData(word); word = PlainLine.word(bytes, at, to)) {
            int value = at + PlainLine.valueAt(word);
            end = LineScanner.textEnd(bytes, value, to);
            int next = PlainLine.afterEnd(bytes, end, to);
            int length = end - value;
            if (next < 0 || room <= length) {
                break;
            }
            bytes[joined] = '\n';
            System.arraycopy(bytes, value, bytes, joined + 1, length);
            joined += 1 + length;
            room -= 1 + length;
            at = next;
        }
        dataTo = joined;
        scanned = Math.max(at, end);
        return at;
    }

    /** No line end is in the line where {@link #joinAll} stopped before this place, and only ASCII. */
    int scanned() {
        return scanned;
    }

    /** Whether a line of this field, its value this long, would make it too large. */
    boolean isTooLargeWith(Field field, int length) {
        int before = field == Field.DATA && dataFrom != NONE ? dataTo - dataFrom + 1 : 0;
        return !skipping && before + length > limit;
    }

    /** The data has been moved, or the bytes after it. */
    void shift(int by) {
        if (dataFrom != NONE) {
            dataFrom += by;
            dataTo += by;
        }
    }

    /** An {@code event} line. False if it is too large. */
    boolean type(int from, int to) {
        typeIsAside = false;
        boolean none = skipping || from == to;
        typeFrom = none ? NONE : from;
        typeTo = to;
        return none || to - from <= limit;
    }

    /** Keeps the type if its bytes in the window are lost. */
    void putTypeAside(byte[] bytes) {
        if (typeFrom != NONE && !typeIsAside) {
            typeAside.setRaw(bytes, typeFrom, typeTo - typeFrom);
            typeTo -= typeFrom;
            typeFrom = 0;
            typeIsAside = true;
        }
    }

    /** An {@code id} line. False if it does not count, because it has a NUL. */
    boolean id(byte[] bytes, int from, int to) {
        for (int i = from; i < to; i++) {
            if (bytes[i] == 0) {
                return false;
            }
        }
        blockId.set(bytes, from, to - from);
        ownId = true;
        return true;
    }

    /** It is too large: nothing but an id is taken from it. */
    void skip() {
        skipping = true;
        dataFrom = NONE;
        typeFrom = NONE;
    }

    void clear() {
        dataFrom = NONE;
        typeFrom = NONE;
        isAscii = true;
        ownId = false;
        skipping = false;
    }

    /** The stream ends here: the id of a block that is not whole does not count. */
    void dropId() {
        ownId = false;
    }

    /** The blank line: the id counts now. The block is empty then, and the sink learns what it was. */
    boolean dispatch(byte[] bytes, EventSink sink) {
        boolean moved = ownId;
        if (moved) {
            ByteText before = lastEventId;
            lastEventId = blockId;
            blockId = before;
        }
        if (dataFrom != NONE) {
            EventView event = view(bytes);
            clear();
            return sink.event(event);
        }
        boolean skipped = skipping;
        clear();
        if (skipped) {
            sink.skipped();
        } else if (moved) {
            sink.checkpoint();
        }
        return true;
    }

    /** An event of one line of data, with a type and an id or NONE, all in ASCII. The block is empty before and after. */
    EventView whole(byte[] bytes, int data, int dataTo, int type, int typeTo, int id, int idTo) {
        view.data(bytes, data, dataTo, true);
        if (type == NONE || type == typeTo) {
            view.defaultType();
        } else {
            view.type(bytes, type, typeTo);
        }
        if (id != NONE) {
            lastEventId.setRaw(bytes, id, idTo - id);
        }
        view.id(lastEventId, id != NONE);
        return view;
    }

    /** The beginning of such an event. */
    void take(byte[] bytes, int data, int dataTo, int type, int typeTo, int id, int idTo) {
        if (data != NONE) {
            data(bytes, data, dataTo, true);
        }
        if (type != NONE) {
            type(type, typeTo);
        }
        if (id != NONE) {
            blockId.setRaw(bytes, id, idTo - id);
            ownId = true;
        }
    }

    EventView view(byte[] bytes) {
        view.data(bytes, dataFrom, dataTo, isAscii);
        if (typeFrom == NONE) {
            view.defaultType();
        } else {
            view.type(typeIsAside ? typeAside.bytes : bytes, typeFrom, typeTo);
        }
        view.id(lastEventId, ownId);
        return view;
    }
}
