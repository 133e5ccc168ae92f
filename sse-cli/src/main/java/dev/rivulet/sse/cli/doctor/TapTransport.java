package dev.rivulet.sse.cli.doctor;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.net.URI;
import java.nio.ByteBuffer;

/** A transport that notes what comes through it. Closing it leaves the transport that it wraps open. */
record TapTransport(Transport transport, Notes notes) implements Transport {
    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        return transport.open(request, new Tap(to, notes, request.uri()));
    }

    @Override
    public Features features() {
        return transport.features();
    }

    @Override
    public String description() {
        return transport.description();
    }

    @Override
    public void close() {}

    private record Tap(Receiver receiver, Notes notes, URI uri) implements Receiver {
        @Override
        public void head(ResponseHead head) {
            notes.head(uri, head);
            receiver.head(head);
        }

        @Override
        public void bytes(ByteBuffer lent) {
            notes.bytes(lent);
            receiver.bytes(lent);
        }

        @Override
        public void burstEnd() {
            receiver.burstEnd();
        }

        @Override
        public void end() {
            receiver.end();
        }

        @Override
        public void failed(Phase phase, Throwable cause) {
            receiver.failed(phase, cause);
        }
    }
}
