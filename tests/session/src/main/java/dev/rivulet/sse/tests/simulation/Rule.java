package dev.rivulet.sse.tests.simulation;

/** A rule for duplicates. */
interface Rule {
    /** A new connection's body begins. */
    void connected();

    /** The server has emptied the id. */
    void reset();

    /** Whether the event, the next one of this connection, is dropped. */
    boolean isDuplicate(Item.Event event);
}
