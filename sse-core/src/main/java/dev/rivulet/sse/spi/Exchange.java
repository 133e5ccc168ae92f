package dev.rivulet.sse.spi;

/**
 * A request and its response, under way. Both methods may be called from any thread, also from several at once, inside
 * each callback of the {@link Receiver}, before {@link Transport#open} has returned, and when the exchange is over, where
 * they do nothing. Neither blocks, and neither throws.
 *
 * <p>Credit:
 *
 * <ul>
 *   <li><b>credit-1</b>: no byte of a body is delivered without credit, except for the overrun that {@link
 *       Features#overrunBytes()} declares.
 *   <li><b>credit-2</b>: a {@code read()} gives one burst, which ends in one {@link Receiver#burstEnd()}; while it has not
 *       ended, further calls do nothing.
 *   <li><b>credit-3</b>: a {@code read()} before the head is kept, and gives one burst after it.
 *   <li><b>credit-4</b>: a {@code read()} inside any callback counts; inside {@code bytes} its burst has not ended, so
 *       that it does nothing.
 *   <li><b>credit-5</b>: an exchange without credit holds the server back: the transport takes a bounded amount off the
 *       connection, about what the system's socket buffers and one window of HTTP/2 hold. It continues where it stopped when
 *       credit comes, however late.
 *   <li><b>credit-6</b>: credit is never lost: 100,000 bursts, each granted when the one before has ended, end all.
 *   <li><b>credit-7</b>: credit that several threads grant at once neither stalls the body nor mixes it up.
 *   <li><b>credit-8</b>: the end of the body may need credit as bytes do, where only more reading can find it: the last
 *       chunk, the end of the connection, END_STREAM after the last data. A response without a body ends without credit.
 * </ul>
 *
 * <p>Cancelling:
 *
 * <ul>
 *   <li><b>cancel-1</b>: after {@code cancel()} at most one more callback runs: one that another thread is running or was
 *       about to run. Cancellation is not reported, not even through {@link Receiver#failed}.
 *   <li><b>cancel-2</b>: it closes the connection of HTTP/1.1 within a second, whatever the phase: while it connects, in
 *       the TLS handshake, while the request is sent, before the head, before the first burst, between bursts, while a
 *       granted burst waits for bytes, and while the server is held back. For a connection that is still being made it is
 *       enough that it is closed as soon as it is made. See {@link Feature#CLOSES_AT_ONCE}.
 *   <li><b>cancel-3</b>: of HTTP/2 it resets the stream (RST_STREAM, CANCEL), and the connection's other streams continue.
 *   <li><b>cancel-4</b>: inside a callback it does the same, and the remaining {@code bytes} of a burst are not delivered.
 *   <li><b>cancel-5</b>: at whatever moment it comes, no connection stays open.
 *   <li><b>cancel-6</b>: after the end or a failure it does nothing: the connection stays usable for the next exchange.
 * </ul>
 */
public interface Exchange {
    /**
     * Grants one burst: whatever the transport has, or next gets, in one go. It ends in {@link Receiver#burstEnd()},
     * {@link Receiver#end()} or {@link Receiver#failed}, possibly before this returns. While a burst is granted and not
     * ended, a further call does nothing.
     */
    void read();

    /**
     * Gives the exchange up: HTTP/1.1 closes the connection, HTTP/2 and HTTP/3 reset the stream. No callback reports it.
     */
    void cancel();
}
