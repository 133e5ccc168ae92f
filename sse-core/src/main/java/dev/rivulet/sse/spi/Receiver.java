package dev.rivulet.sse.spi;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import java.nio.ByteBuffer;

/**
 * Takes what an {@link Exchange} brings. No method blocks or throws; each may call the exchange's {@code read()} and
 * {@code cancel()}, {@link Transport#open} and {@link Transport#close}.
 *
 * <ul>
 *   <li><b>thread-1</b>: the callbacks of one exchange never overlap, and each sees what the one before has done. They
 *       come from whatever threads, also from the one that is inside {@code open}, {@code read()}, or another callback's
 *       transport call once that callback has returned.
 *   <li><b>thread-2</b>: a callback of one exchange, however long it takes, does not hold back the {@code open}, {@code
 *       read()} and {@code cancel()} of another.
 *   <li><b>order-1</b>: first {@link #head}, then for each granted burst any number of {@link #bytes} and one {@link
 *       #burstEnd}, at last one of {@link #end} and {@link #failed}, after which nothing comes.
 * </ul>
 *
 * <p>The head:
 *
 * <ul>
 *   <li><b>head-1</b>: it comes once, without credit, as soon as it is whole, before any byte of the body.
 *   <li><b>head-2</b>: an interim response of 100, and with {@link Feature#INTERIM_RESPONSES} every other (1xx; RFC 9110,
 *       15.2), is swallowed, and its headers are not the final ones.
 *   <li><b>head-3</b>: every final status is passed up as it came, and none is acted upon: not 3xx, 401, 407, 421, 503.
 *   <li><b>head-4</b>: every header line is there, those of one name in their order, with their values as they came
 *       except for white space around them (RFC 9110, 5.5); empty ones too. Names are found in any case.
 *   <li><b>head-5</b>: with {@link Feature#OBS_TEXT_IN_RESPONSES}, bytes from 0x80 on come as one char each.
 *   <li><b>head-6</b>: a header section longer than the request's {@code headBytes} fails in {@link Phase#HEAD} with an
 *       {@link dev.rivulet.sse.SseException} of {@code Failure.LimitExceeded}; one a little shorter is accepted.
 *   <li><b>head-7</b>: what is not a head, and one that is cut, fails in {@link Phase#HEAD}; the connection is closed. One that
 *       is cut between its lines may be taken for whole: then its body fails, in {@link Phase#BODY}.
 *   <li><b>head-8</b>: framing that contradicts itself or cannot be followed fails in {@link Phase#HEAD} with a {@link
 *       java.net.ProtocolException}, and its connection is not used again (RFC 9112, 6.3): a Transfer-Encoding other than
 *       one {@code chunked}, a Content-Length beside it, several that differ, and one that is no number.
 *   <li><b>head-9</b>: white space before a header's colon, and lines that end in LF alone (RFC 9112, 2.2 and 5.1), are read
 *       as they are meant or fail in {@link Phase#HEAD}; at once, either way.
 * </ul>
 *
 * <p>The body:
 *
 * <ul>
 *   <li><b>bytes-1</b>: the bytes are those of the body, all, in order, with no trace of the framing: chunked in any
 *       division, with extensions, and {@linkplain Feature#TRAILERS trailers}; with a length; up to the end of the connection; DATA with padding.
 *   <li><b>bytes-2</b>: what has come is delivered at once where there is credit; no buffer waits to be full.
 *   <li><b>bytes-3</b>: nothing is decompressed, whatever Content-Encoding says.
 *   <li><b>bytes-4</b>: the receiver may move the lent buffer's position and limit, or leave them: both mean nothing.
 *   <li><b>bytes-5</b>: chunk sizes padded with blanks, which some devices send, are read as they are meant or fail in
 *       {@link Phase#BODY} with a message that names the chunk. They are never read as another size.
 * </ul>
 *
 * <p>The end:
 *
 * <ul>
 *   <li><b>end-1</b>: a body that is complete, or ended by the end of the connection where that delimits it, ends once in
 *       {@link #end}, after all its bytes.
 *   <li><b>end-2</b>: a response without a body (204, 304, a length of 0, END_STREAM with the head) ends without credit.
 *   <li><b>end-3</b>: {@code end} and {@code failed} end a granted burst too: no {@code burstEnd} comes for it.
 *   <li><b>end-4</b>: a body that is cut fails in {@link Phase#BODY}, by whatever it is cut: between chunks, within one,
 *       within a chunk's head; before its length is reached; a reset; a broken chunk; RST_STREAM; the end of an HTTP/2
 *       connection. It never ends in {@code end}.
 *   <li><b>end-5</b>: what came before a cut is delivered before {@code failed}, however late it is read. What a reset
 *       took from the system's buffers, what stood in the same packet as a broken chunk, and of HTTP/2 what was not yet
 *       read, may be lost.
 *   <li><b>reuse-1</b>: a connection is used again only after a response that ended in {@code end}, was allowed to
 *       persist (RFC 9112, 9.3), and left no byte unread. Bytes after a response are never taken for the next one's.
 * </ul>
 *
 * <p>Failures are reported as {@link #failed} says; {@link Phase} has their rules.
 */
public interface Receiver {
    /** The final response's head, once; interim responses (1xx) are swallowed. It needs no credit. */
    void head(ResponseHead head);

    /**
     * A part of the body, none to many in a burst.
     *
     * @param lent valid during this call only, on this thread only; direct or not, read-only or not. Its content is
     *     neither kept nor written; its position and limit are the receiver's
     */
    void bytes(ByteBuffer lent);

    /** The burst that {@link Exchange#read()} granted is over. */
    void burstEnd();

    /** The body is complete, or the connection closed where that delimits the body. Ends a granted burst too. */
    void end();

    /**
     * The exchange failed. Ends a granted burst too. The connection is closed, or the stream reset.
     *
     * @param cause where it is a {@link java.net.ProtocolException}, the peer broke the rules of HTTP; where it is an
     *     {@link dev.rivulet.sse.SseException}, its failure is what users see: for a transport that knows more than the
     *     phase says, such as {@code Failure.LimitExceeded} for a header section that is too large, or {@code
     *     Failure.RequestNotProcessed} for a request that may be sent again whatever its method. Its message, and those of its
     *     causes, have no header values, and of the URI no query
     */
    void failed(Phase phase, Throwable cause);
}
