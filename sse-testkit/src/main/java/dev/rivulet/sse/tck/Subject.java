package dev.rivulet.sse.tck;

import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportConfig;

/** The backend under test. */
@FunctionalInterface
interface Subject {
    Transport create(TransportConfig config) throws Exception;
}
