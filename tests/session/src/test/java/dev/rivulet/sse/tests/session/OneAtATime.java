package dev.rivulet.sse.tests.session;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import dev.rivulet.sse.testkit.FakeExchange;
import dev.rivulet.sse.testkit.FakeTransport;

/** Watches the invariant that a session never has two exchanges that can deliver. */
final class OneAtATime implements Transport {
    private final FakeTransport transport;
    private volatile String violation = "";
    private volatile boolean watching = true;

    OneAtATime(FakeTransport transport) {
        this.transport = transport;
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        for (FakeExchange earlier : transport.exchanges()) {
            if (watching && !earlier.isCancelled() && !earlier.isOver()) {
                violation = earlier + " can still deliver while " + request.uri() + " is opened";
            }
        }
        return transport.open(request, to);
    }

    @Override
    public Features features() {
        return transport.features();
    }

    @Override
    public void close() {
        transport.close();
    }

    void ignore() {
        watching = false;
    }

    void check() {
        if (!violation.isEmpty()) {
            throw new AssertionError(violation);
        }
    }
}
