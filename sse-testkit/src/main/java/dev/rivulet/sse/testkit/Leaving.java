package dev.rivulet.sse.testkit;

import java.util.OptionalInt;

/** Whether the client has given up a request, and with what error code. */
interface Leaving {
    /** By the end of its connection, or on HTTP/2 by a reset of its stream too. */
    boolean isOver();

    /** That of the RST_STREAM; empty where there was none. */
    OptionalInt code();
}
