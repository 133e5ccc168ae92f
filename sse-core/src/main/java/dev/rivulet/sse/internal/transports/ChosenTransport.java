package dev.rivulet.sse.internal.transports;

import dev.rivulet.sse.spi.Transport;

/** A transport, and whether it is ours to close. */
public record ChosenTransport(String name, Transport transport, boolean owned) {
    public static ChosenTransport given(Transport transport) {
        String name = transport.getClass().getSimpleName();
        return new ChosenTransport(name.isEmpty() ? transport.getClass().getName() : name, transport, false);
    }

    public void close() {
        if (owned) {
            transport.close();
        }
    }
}
