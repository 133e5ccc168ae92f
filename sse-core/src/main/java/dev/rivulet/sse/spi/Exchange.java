package dev.rivulet.sse.spi;

/** A request and its response. Both methods are idempotent and may be called from any thread, inside callbacks too. */
public interface Exchange {
    /**
     * Grants one burst: whatever the transport has, or next gets, in one go. It ends in {@link Receiver#burstEnd()},
     * {@link Receiver#end()} or {@link Receiver#failed}, possibly before this returns. While a burst is granted and not
     * ended, a further call does nothing.
     */
    void read();

    /**
     * Gives the exchange up: HTTP/1.1 closes the connection, HTTP/2 and HTTP/3 reset the stream. No callback begins
     * after one that may be under way; none is needed to tell of it.
     */
    void cancel();
}
