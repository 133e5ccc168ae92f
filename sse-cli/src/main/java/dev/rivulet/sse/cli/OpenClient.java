package dev.rivulet.sse.cli;

import dev.rivulet.sse.SseClient;
import dev.rivulet.sse.spi.Transport;
import org.jspecify.annotations.Nullable;

/** A client, and the transport that it does not close itself, if there is one. */
record OpenClient(SseClient client, @Nullable Transport transport) implements AutoCloseable {
    @Override
    public void close() {
        client.close();
        if (transport != null) {
            transport.close();
        }
    }
}
