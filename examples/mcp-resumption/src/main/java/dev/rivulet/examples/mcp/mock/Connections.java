package dev.rivulet.examples.mcp.mock;

/** What becomes of the connections of an answer. */
public enum Connections {
    /** Each is cut in the middle of an event. */
    CUT,
    /** Each is closed as soon as all is sent that there is; {@code retry} says when the client is to come again. */
    POLL,
    /** One lasts until the answer is complete. */
    WHOLE
}
