package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;

/** Passes everything on to another transport. To be overridden in one thing. */
class PassingTransport implements Transport {
    final Transport inner;

    PassingTransport(Transport inner) {
        this.inner = inner;
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        return inner.open(request, to);
    }

    @Override
    public Features features() {
        return inner.features();
    }

    @Override
    public void close() {
        inner.close();
    }
}
