package dev.rivulet.sse.spi;

/**
 * Carries HTTP exchanges over some network library, and knows nothing of event streams. Every method may be called from
 * any thread. This package's documentation is the specification; each rule has a name (<b>open-1</b>) that the tests of
 * the compatibility kit ({@code dev.rivulet.sse.tck} in {@code sse-testkit}) bear too.
 *
 * <ul>
 *   <li><b>open-1</b>: {@code open} returns at once: it waits neither for a name, a connection, nor a lock that is held
 *       while the network or a receiver is waited for.
 *   <li><b>open-2</b>: errors caused by the network, the peer or the request are reported through {@link Receiver#failed},
 *       possibly before {@code open} returns. They are never thrown.
 *   <li><b>open-3</b>: a request is sent once. One with a safe method (RFC 9110, 9.2.1) may be sent twice where the
 *       connection ended without a byte of an answer, as libraries do (RFC 9112, 9.3.1); one with another method never.
 *   <li><b>open-4</b>: an exchange holds no other back: 1,000 of them stream at a time to one origin.
 *   <li><b>close-1</b>: after {@code close}, {@code open} throws and connects nothing.
 *   <li><b>close-2</b>: {@code close} cancels the exchanges that are open, as {@link Exchange#cancel()} does, and closes
 *       the connections that are kept.
 *   <li><b>close-3</b>: {@code close} is idempotent, does not wait for callbacks, and may be called inside one.
 *   <li><b>close-4</b>: the threads that the transport made end within ten seconds; where the library leaves that to the
 *       garbage collector, after it ran. What was handed to the transport is left alone.
 * </ul>
 */
public interface Transport extends AutoCloseable {
    /**
     * Begins an exchange and returns at once. Nothing is thrown for what the network does: it goes to
     * {@link Receiver#failed}, possibly before this returns.
     *
     * @param to called serially from now on, until the exchange is over or cancelled; not kept beyond that
     * @throws IllegalStateException if the transport is closed
     */
    Exchange open(TransportRequest request, Receiver to);

    /** What this transport can and cannot do. The same at all times, also after {@link #close}. */
    Features features();

    /**
     * For people: what it runs on here, where that may differ from one machine to another, such as a kind of event loop and
     * what the kernel has for it. Empty where there is nothing to say.
     */
    default String description() {
        return "";
    }

    /** Cancels the exchanges and frees what the transport made itself; what was handed to it is left alone. */
    @Override
    void close();
}
