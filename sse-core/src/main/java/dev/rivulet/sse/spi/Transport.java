package dev.rivulet.sse.spi;

/**
 * Carries HTTP exchanges over some network library, and knows nothing of event streams. A transport opens what it is
 * told to, once: it never retries, follows redirects, decompresses or caches. Every method may be called from any
 * thread.
 */
public interface Transport extends AutoCloseable {
    /**
     * Begins an exchange and returns at once. Nothing is thrown for what the network does: it goes to
     * {@link Receiver#failed}, possibly before this returns.
     *
     * @throws IllegalStateException if the transport is closed
     */
    Exchange open(TransportRequest request, Receiver to);

    /** What this transport can and cannot do. */
    Features features();

    /** Cancels the exchanges and frees what the transport made itself; what was handed to it is left alone. */
    @Override
    void close();
}
