package dev.rivulet.sse.spi;

import java.nio.ByteBuffer;

/**
 * Takes what an {@link Exchange} brings. A transport calls it serially, from any thread, also before
 * {@link Transport#open} has returned: first {@link #head}, then for each granted burst any number of {@link #bytes} and
 * one {@link #burstEnd}, at last one of {@link #end} and {@link #failed}. No method blocks or throws.
 */
public interface Receiver {
    /** The final response's head, once; interim responses (1xx) are swallowed. It needs no credit. */
    void head(ResponseHead head);

    /**
     * A part of the body, none to many in a burst.
     *
     * @param lent valid during this call only; its content is neither kept nor written
     */
    void bytes(ByteBuffer lent);

    /** The burst that {@link Exchange#read()} granted is over. */
    void burstEnd();

    /** The body is complete, or the connection closed where that delimits the body. Ends a granted burst too. */
    void end();

    /**
     * The exchange failed. Ends a granted burst too.
     *
     * @param cause where it is a {@link java.net.ProtocolException}, the peer broke the rules of HTTP; where it is an
     *     {@link dev.rivulet.sse.SseException}, its failure is what users see: for a transport that knows more than the
     *     phase tells, such as {@code Failure.LimitExceeded} for a header section that is too large
     */
    void failed(Phase phase, Throwable cause);
}
