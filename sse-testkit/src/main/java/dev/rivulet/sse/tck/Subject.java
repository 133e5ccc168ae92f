package dev.rivulet.sse.tck;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;
import java.time.Duration;

/** The backend under test. */
interface Subject {
    /** Of the test. */
    String name();

    Transport create(TransportConfig config) throws Exception;

    /** Whether to try what goes over plain text. */
    boolean triesPlainText();

    /** After each test: looks for what only the subclass can see. */
    void assertNothingLeft();

    /** How long to wait for what has to come. */
    Duration patience();
}
