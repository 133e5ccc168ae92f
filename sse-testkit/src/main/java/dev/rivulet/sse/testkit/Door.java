package dev.rivulet.sse.testkit;

/** What stands at the server's port. */
interface Door {
    int port();

    /** Takes no more connections. */
    void close();
}
