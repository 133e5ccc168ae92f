package dev.rivulet.sse.internal;

import dev.rivulet.sse.parser.EventStreamParser;
import dev.rivulet.sse.spi.BufferPool;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The way of a response's body to the parser: as it is, or inflated piece by piece while the parser takes more. */
final class Body {
    private static final int HEADROOM = 1024;

    private final EventStreamParser parser;
    private final BufferPool pool;
    private @Nullable ContentDecoder content;
    private byte @Nullable [] coded; // what content reads from
    private boolean paused;

    Body(EventStreamParser parser, BufferPool pool) {
        this.parser = parser;
        this.pool = pool;
    }

    /** A body begins, with this coding, or null for none. */
    void open(@Nullable String coding) {
        content = coding == null ? null : new ContentDecoder(coding);
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

    /** Whether bytes are held that can go on when the parser's sink is ready. */
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

    /** The connection is gone: what is unfinished is dropped, the last event ID stays. */
    void disconnect() {
        parser.end();
        paused = false;
        releaseCoded();
        if (content != null) {
            content.close();
            content = null;
        }
    }
}
