package dev.rivulet.sse.tests.support;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Receiver;
import java.nio.ByteBuffer;

/** Passes everything on to another receiver as it is. To be overridden in one thing. */
public class ForwardingReceiver implements Receiver {
    protected final Receiver to;

    public ForwardingReceiver(Receiver to) {
        this.to = to;
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
