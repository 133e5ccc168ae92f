package dev.rivulet.sse.internal.events;

import dev.rivulet.sse.internal.coding.ContentCodings;
import dev.rivulet.sse.internal.coding.ContentDecoder;
import dev.rivulet.sse.parser.EventStreamParser;
import dev.rivulet.sse.spi.BufferPool;
import java.util.function.BooleanSupplier;
import java.util.zip.ZipException;
import org.jspecify.annotations.Nullable;

/** The way of a response's body to the parser: as it is, or inflated piece by piece while the parser takes more. */
final class BodyDecoder {
    private static final int HEADROOM = 1024;

    private final ContentCodings codings;
    private final EventStreamParser parser;
    private final BufferPool pool;
    private final BooleanSupplier goesOn;
    private @Nullable ContentDecoder content;
    private byte @Nullable [] coded; // what content reads from
    private boolean paused;

    /** @param goesOn asked after each piece that was inflated; if not, the next one waits for {@link #resume()} */
    BodyDecoder(ContentCodings codings, EventStreamParser parser, BufferPool pool, BooleanSupplier goesOn) {
        this.codings = codings;
        this.parser = parser;
        this.pool = pool;
        this.goesOn = goesOn;
    }

    /** A body begins, with this coding, or null for none. */
    void open(@Nullable String coding) {
        content = coding == null ? null : codings.open(coding);
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

    /** Whether bytes are held that can be decoded when the parser's sink is ready, and there is time. */
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
        boolean hasTime = true;
        while (!paused && coded != null && hasTime) {
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
                hasTime = goesOn.getAsBoolean();
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

    /** The body has ended normally; its unfinished event is dropped or delivered. */
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
