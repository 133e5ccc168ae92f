package dev.rivulet.sse.testkit;

/** A connection that the server has accepted. */
interface Accepted {
    /** Whether the client has closed or reset it, or the server has reset it. */
    boolean isOver();

    /** Ends it, and interrupts its threads. */
    void abandon();

    /** Waits for its threads. */
    void join();
}
