package dev.rivulet.sse.testkit;

import dev.rivulet.sse.http.Headers;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What a {@link ScriptedServer} does for one request, in the order written here:
 *
 * <pre>{@code
 * Response.stream().chunk("id: 1\ndata: a\n\n").await(gate).chunk("data: b\n\n").cut()
 * Response.status(503).header("Retry-After", "1").chunk("busy")
 * Response.raw("HTTP/1.0 200 OK\r\nContent-Type: text/event-stream\r\n\r\ndata: a\n\n")
 * }</pre>
 *
 * <p>On HTTP/2 the head is a frame HEADERS, and a chunk one or more of DATA, as the client's windows allow.
 *
 * <p>A response that says nothing of its end is completed: by the last chunk or its length, and then the connection
 * takes the next request; or by the end of the connection, where that delimits the body. Strings are sent as UTF-8.
 *
 * <p>Immutable: each method returns a longer copy, which can be used many times.
 */
public final class Response {
    private final boolean onAccept;
    private final Steps before;
    private final @Nullable Head head;
    private final Steps steps;

    private Response(boolean onAccept, Steps before, @Nullable Head head, Steps steps) {
        this.onAccept = onAccept;
        this.before = before;
        this.head = head;
        this.steps = steps;
    }

    /** 200 with {@code text/event-stream}, chunked. */
    public static Response stream() {
        return status(200).header("Content-Type", "text/event-stream").chunked();
    }

    /** A response with this status. Its Content-Length is that of all its chunks, unless said otherwise. */
    public static Response status(int status) {
        return statusLine("HTTP/1.1 " + status + (status == 200 ? " OK" : " Scripted"));
    }

    /** As {@link #status}, with a status line as it is to be sent, without its line end. */
    public static Response statusLine(String line) {
        return of(new Head(line, Headers.none(), Headers.none(), Head.Framing.LENGTH, 0));
    }

    /** These bytes and no head, then the end of the connection, unless {@link #keepAlive} or {@link #hang} follow. */
    public static Response raw(String bytes) {
        return noHead().send(bytes);
    }

    /**
     * Nothing of its own, and no head: {@code noHead().resetStream(7)}, {@code noHead().await(gate).reset()}. Unless
     * something else is said, the connection ends then.
     */
    public static Response noHead() {
        return of(null);
    }

    /** Reads the request and answers nothing, for as long as the client stays. */
    public static Response noAnswer() {
        return noHead().hang();
    }

    /**
     * What happens as soon as a connection is accepted, before TLS and before a request is read: {@code
     * onAccept().reset()}, {@code onAccept().hang()}. Unless it ends the connection, requests are then served as ever. It
     * stands in the script for itself, and is played when it is the next in turn as a connection comes.
     */
    public static Response onAccept() {
        return new Response(true, Steps.NONE, null, Steps.NONE);
    }

    /**
     * A header line; its chars are sent as single bytes. A Content-Length or Transfer-Encoding replaces ours. On HTTP/2
     * names are sent in lower case, and what is about the connection (Transfer-Encoding, Connection) is left out.
     */
    public Response header(String name, String value) {
        return with(needed("a header").with(name, value));
    }

    /** A trailer line after the last chunk; on HTTP/2 after the body. */
    public Response trailer(String name, String value) {
        return with(needed("a trailer").withTrailer(name, value));
    }

    /** Each {@link #chunk} becomes a chunk of HTTP's chunked coding; on HTTP/2 the body only has no length. */
    public Response chunked() {
        return with(needed("a framing").framed(Head.Framing.CHUNKED));
    }

    /** No length and no chunks: the end of the connection ends the body, on HTTP/2 the end of the stream. */
    public Response closeDelimited() {
        return with(needed("a framing").framed(Head.Framing.CLOSE));
    }

    /** An interim response (1xx) before the head, with header lines as {@code "Link: </a>; rel=preload"}. */
    public Response interim(int status, String... headerLines) {
        List<String> lines = List.of(headerLines);
        return beforeHead(wire -> wire.interim(status, lines));
    }

    /** The head waits for the gate. */
    public Response headAfter(Gate gate) {
        return beforeHead(wire -> {
            gate.pass();
            return true;
        });
    }

    /** The head waits. */
    public Response headAfter(Duration time) {
        return beforeHead(wire -> {
            Thread.sleep(time.toMillis());
            return true;
        });
    }

    /** A part of the body, in one write, and one chunk if the body is chunked. */
    public Response chunk(String text) {
        return chunk(text.getBytes(StandardCharsets.UTF_8));
    }

    /** A part of the body, in one write, and one chunk if the body is chunked. */
    public Response chunk(byte[] bytes) {
        return repeat(1, bytes);
    }

    /** The same part of the body many times. */
    public Response repeat(int times, String text) {
        return repeat(times, text.getBytes(StandardCharsets.UTF_8));
    }

    /** The same part of the body many times. */
    public Response repeat(int times, byte[] bytes) {
        byte[] copy = bytes.clone();
        Response longer = head == null ? this : with(head.longer((long) times * copy.length));
        return longer.then(wire -> {
            for (int i = 0; i < times; i++) {
                if (!wire.body(copy)) {
                    return false;
                }
            }
            return true;
        });
    }

    /** Bytes as they are, past all framing: half a chunk's head, say, or on HTTP/2 a frame that no server should send. */
    public Response send(String text) {
        return send(text.getBytes(StandardCharsets.UTF_8));
    }

    /** Bytes as they are, past all framing, and on HTTP/2 past flow control too. */
    public Response send(byte[] bytes) {
        byte[] copy = bytes.clone();
        return then(wire -> wire.raw(copy));
    }

    /** Waits until the test opens the gate. */
    public Response await(Gate gate) {
        return then(wire -> {
            gate.pass();
            return true;
        });
    }

    /** Waits. */
    public Response pause(Duration time) {
        return then(wire -> {
            Thread.sleep(time.toMillis());
            return true;
        });
    }

    /**
     * Ends the connection here, as a killed process does: by FIN, whatever is missing of the body. On HTTP/2 this ends all
     * its streams.
     */
    public Response cut() {
        return then(Wire::fin);
    }

    /** Resets the connection here, by TCP. What the client has not read yet may be lost with it. */
    public Response reset() {
        return then(Wire::reset);
    }

    /**
     * As {@link #cut()}, after so many bytes of the body, within a chunk too; 0 is right after the head. On HTTP/2 the
     * last frame is a whole one.
     */
    public Response cutAt(long bodyBytes) {
        return beforeHead(wire -> wire.cutAfter(bodyBytes, false));
    }

    /** As {@link #reset()}, after so many bytes of the body, within a chunk too; 0 is right after the head. */
    public Response resetAt(long bodyBytes) {
        return beforeHead(wire -> wire.cutAfter(bodyBytes, true));
    }

    /** Sends nothing more, and leaves the connection, or on HTTP/2 the stream, open for as long as the client does. */
    public Response hang() {
        return then(Wire::hang);
    }

    /** Completes the body, then closes the connection, on HTTP/2 with a GOAWAY. */
    public Response close() {
        Head complete = head;
        return then(wire -> {
            boolean open = complete == null || wire.complete(complete);
            return open && wire.close();
        });
    }

    /**
     * HTTP/2: ends the stream here by RST_STREAM, and leaves the connection open. On HTTP/1.1 playing this is an {@link
     * IllegalStateException} on the server's thread, which ends the connection.
     *
     * @param errorCode of RFC 9113, 7: 2 is INTERNAL_ERROR, 7 REFUSED_STREAM, 8 CANCEL
     */
    public Response resetStream(int errorCode) {
        return then(wire -> wire.resetStream(errorCode));
    }

    /**
     * HTTP/2: says GOAWAY here; the connection and this response continue. Streams that the client opens with a greater id
     * are ignored from then on; those that it has opened are played. On HTTP/1.1 as {@link #resetStream}.
     *
     * @param lastStreamId the last stream that was or might be processed; {@link Integer#MAX_VALUE} announces a shutdown
     *     without turning anything away
     * @param errorCode of RFC 9113, 7: 0 is NO_ERROR, 11 ENHANCE_YOUR_CALM
     */
    public Response goAway(int lastStreamId, int errorCode) {
        return then(wire -> wire.goAway(self -> lastStreamId, errorCode));
    }

    /**
     * HTTP/2: a frame on this response's stream, as it is: past flow control, and without a thought of what the flags
     * say. On HTTP/1.1 as {@link #resetStream}.
     *
     * @param type 0 is DATA, 1 HEADERS, 9 CONTINUATION; others as in RFC 9113, 6
     */
    public Response frame(int type, int flags, byte[] payload) {
        byte[] copy = payload.clone();
        return then(wire -> wire.frame(type, flags, copy));
    }

    /**
     * HTTP/3: closes the connection with an error of QUIC itself (RFC 9000, 20.1), such as 3, FLOW_CONTROL_ERROR. Playing
     * this on another protocol is an {@link IllegalStateException} on the server's thread.
     */
    public Response closeConnection(int transportError) {
        return then(wire -> wire.closeConnection(transportError));
    }

    /**
     * HTTP/3: asks the client by STOP_SENDING to send no more of the request, and continues. For a server that {@linkplain
     * ScriptedServer#answerBeforeBody answers before the body}. On another protocol as {@link #closeConnection}.
     *
     * @param errorCode of RFC 9114, 8.1: 0x100 is H3_NO_ERROR
     */
    public Response stopSending(int errorCode) {
        return then(wire -> wire.stopSending(errorCode));
    }

    /** As {@link #goAway}, with the id before this stream's: this one was not processed, and can be sent again. */
    public Response goAwayBefore(int errorCode) {
        return then(wire -> wire.goAway(self -> self - 2, errorCode));
    }

    /** As {@link #goAway}, with this stream's id: it continues, and newer ones do not. */
    public Response goAwayAfter(int errorCode) {
        return then(wire -> wire.goAway(self -> self, errorCode));
    }

    /**
     * The response is over as it is: nothing is added, and the connection takes the next request. On HTTP/2 the stream
     * stays open where it has not been ended.
     */
    public Response keepAlive() {
        return then(wire -> false);
    }

    boolean isOnAccept() {
        return onAccept;
    }

    /** Whether the connection takes another request. */
    boolean play(Wire wire) throws IOException, InterruptedException {
        wire.begin();
        if (!before.play(wire)) {
            return false;
        }
        if (head != null) {
            wire.head(head, steps.isEmpty());
        }
        if (!steps.play(wire)) {
            return wire.isOpen();
        }
        return head == null ? onAccept || wire.close() : wire.complete(head);
    }

    private static Response of(@Nullable Head head) {
        return new Response(false, Steps.NONE, head, Steps.NONE);
    }

    private Response with(Head other) {
        return new Response(onAccept, before, other, steps);
    }

    Response beforeHead(Step step) {
        return new Response(onAccept, before.plus(step), head, steps);
    }

    Response then(Step step) {
        return new Response(onAccept, before, head, steps.plus(step));
    }

    private Head needed(String what) {
        if (head == null) {
            throw new IllegalStateException("a raw response has no place for " + what);
        }
        return head;
    }
}
