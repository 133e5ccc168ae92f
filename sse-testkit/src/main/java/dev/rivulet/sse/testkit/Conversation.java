package dev.rivulet.sse.testkit;

import java.io.IOException;

/** What is said on one connection, in one version of HTTP. */
interface Conversation {
    /** What the server says first. On the connection's player thread, before anything is read. */
    void open() throws IOException;

    /** Reads until the client has ended its side. On the connection's reader thread. */
    void read() throws IOException;

    /** Plays what is to be played on the connection's player thread. */
    void play() throws IOException, InterruptedException;

    /** The connection is over. May be called more than once. */
    void over();

    /** Interrupts threads of its own. */
    void abandon();

    /** Waits for threads of its own; says whether they have ended. */
    boolean join() throws InterruptedException;
}
