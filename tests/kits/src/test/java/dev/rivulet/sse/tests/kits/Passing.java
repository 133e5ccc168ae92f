package dev.rivulet.sse.tests.kits;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Receiver;
import java.nio.ByteBuffer;

/** Stands between a receiver and its exchange, and passes everything on as it is. To be overridden in one thing. */
class Passing implements Receiver, Exchange {
    final Receiver to;
    final Exchange line;

    Passing(Receiver to, Exchange line) {
        this.to = to;
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

    @Override
    public void head(ResponseHead head) {
        to.head(head);
    }

    @Override
    public void bytes(ByteBuffer lent) {
        to.bytes(lent);
    }

    @Override
    public void burstEnd() {
        to.burstEnd();
    }

    @Override
    public void end() {
        to.end();
    }

    @Override
    public void failed(Phase phase, Throwable cause) {
        to.failed(phase, cause);
    }
}
