package dev.rivulet.sse.testkit;

import java.io.IOException;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * The writing side of a response. A method that writes returns whether the response continues: false once the connection or the stream
 * was ended.
 */
interface Wire {
    /** Whether the connection takes another response. */
    boolean isOpen();

    /** Forgets what the response before has set. */
    void begin();

    /** An interim response, with header lines as {@code Name: value}. */
    boolean interim(int status, List<String> headerLines) throws IOException, InterruptedException;

    /** @param alone whether nothing is scripted after it */
    boolean head(Head head, boolean alone) throws IOException, InterruptedException;

    /** Bytes as they are, past all framing. */
    boolean raw(byte[] bytes) throws IOException, InterruptedException;

    /** Writes bytes of the body, up to the cut. */
    boolean body(byte[] bytes) throws IOException, InterruptedException;

    /** The connection is to end within the body. */
    boolean cutAfter(long bodyBytes, boolean reset);

    /** Completes the body as its framing asks. */
    boolean complete(Head head) throws IOException, InterruptedException;

    /** The orderly end of the connection. */
    boolean close() throws IOException;

    /** What comes from a killed process: a FIN, and over TLS no close_notify. */
    boolean fin() throws IOException;

    /** Writes nothing more, and waits until the client is gone. */
    boolean hang() throws IOException, InterruptedException;

    boolean reset() throws IOException;

    /** HTTP/2: ends the stream by an error. */
    boolean resetStream(int errorCode) throws IOException;

    /** HTTP/2: announces the connection's end. The id of the last stream is a function of this one's. */
    boolean goAway(IntUnaryOperator lastStream, int errorCode) throws IOException;

    /** HTTP/2: a frame on this stream, as it is. */
    boolean frame(int type, int flags, byte[] payload) throws IOException, InterruptedException;

    /** HTTP/3: closes the connection with an error of QUIC. */
    default boolean closeConnection(int transportError) {
        throw new IllegalStateException(
                "a response closes its connection with an error of QUIC, which is HTTP/3's only");
    }

    /** HTTP/3: asks the client to send no more of the request. */
    default boolean stopSending(int errorCode) {
        throw new IllegalStateException("a response stops the request, which HTTP/3 alone can");
    }
}
