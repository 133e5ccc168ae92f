package dev.rivulet.sse.internal.coding;

import java.util.zip.DataFormatException;
import java.util.zip.Inflater;
import java.util.zip.ZipException;

/** A coding whose body is deflated data (RFC 1951) in a frame of the coding's own. */
abstract class InflatingDecoder implements ContentDecoder {
    private Inflater inflater = new Inflater(true);
    private boolean inData;
    private byte[] input = {};
    private int at;
    private int end;

    /** Takes a byte of the frame. The deflated data begin when this calls {@link #dataBegins}. */
    abstract void frame(byte b) throws ZipException;

    /** Whether the body is over: what follows is ignored. */
    abstract boolean isOver();

    /** These bytes were decoded. */
    abstract void decoded(byte[] out, int offset, int count);

    /** The deflated data are over. */
    abstract void dataEnded();

    final void dataBegins() {
        inData = true;
    }

    /** As {@link #dataBegins}, where these bytes are the first of the data, or of the zlib stream around them. */
    final void dataBegins(boolean zlib, byte[] first) {
        inflater.end();
        inflater = new Inflater(!zlib);
        inflater.setInput(first);
        inData = true;
    }

    /** Other deflated data may follow. */
    final void reset() {
        inflater.reset();
    }

    @Override
    public final void input(byte[] bytes, int from, int to) {
        input = bytes;
        at = from;
        end = to;
    }

    @Override
    public final int decode(byte[] out, int offset, int length) throws ZipException {
        while (true) {
            if (inData) {
                int count = inflate(out, offset, length);
                if (count > 0) {
                    return count;
                }
                if (inData && at == end) {
                    return 0;
                }
            } else if (at == end || isOver()) {
                at = end;
                return 0;
            } else {
                frame(input[at++]);
            }
        }
    }

    private int inflate(byte[] out, int offset, int length) throws ZipException {
        if (inflater.needsInput() && at < end) {
            inflater.setInput(input, at, end - at);
            at = end;
        }
        try {
            int count = inflater.inflate(out, offset, length);
            decoded(out, offset, count);
            if (inflater.finished()) {
                at = end - inflater.getRemaining();
                inData = false;
                dataEnded();
            } else if (inflater.needsDictionary()) {
                throw new ZipException("a preset dictionary is needed");
            }
            return count;
        } catch (DataFormatException e) {
            ZipException damaged = new ZipException(e.getMessage() == null ? "invalid data" : e.getMessage());
            damaged.initCause(e);
            throw damaged;
        }
    }

    @Override
    public final void close() {
        inflater.end();
    }
}
