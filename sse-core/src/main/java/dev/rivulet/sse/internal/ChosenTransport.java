package dev.rivulet.sse.internal;

import dev.rivulet.sse.spi.Transport;

/** A transport, and whether it is ours to close. */
public record ChosenTransport(String name, Transport transport, boolean owned) {
    public static ChosenTransport given(Transport transport) {
        return new ChosenTransport(transport.getClass().getSimpleName(), transport, false);
    }

    public void close() {
        if (owned) {
            transport.close();
        }
    }
}
