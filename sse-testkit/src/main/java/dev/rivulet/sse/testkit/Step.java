package dev.rivulet.sse.testkit;

import java.io.IOException;

/** One thing that a {@link Response} does on the wire. */
@FunctionalInterface
interface Step {
    /** Whether the response continues: false where this step has ended it. */
    boolean play(Wire wire) throws IOException, InterruptedException;
}
