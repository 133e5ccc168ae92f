package dev.rivulet.sse.bench.live;

import java.net.URI;

/** A client under measurement. */
interface LiveClient extends AutoCloseable {
    /** Opens a stream, without waiting for it. */
    void open(URI uri, Taker taker);

    /** Closes the streams that are open. The client may open others. */
    void closeStreams();

    @Override
    void close();
}
