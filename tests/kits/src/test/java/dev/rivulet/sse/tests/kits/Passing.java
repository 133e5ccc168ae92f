package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.tests.support.ForwardingReceiver;

/** Stands between a receiver and its exchange, and passes everything on as it is. To be overridden in one thing. */
class Passing extends ForwardingReceiver implements Exchange {
    final Exchange line;

    Passing(Receiver to, Exchange line) {
        super(to);
        this.line = line;
    }

    @Override
    public void read() {
        line.read();
    }

    @Override
    public void cancel() {
        line.cancel();
    }
}
