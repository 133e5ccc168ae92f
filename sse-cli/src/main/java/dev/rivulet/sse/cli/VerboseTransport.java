package dev.rivulet.sse.cli;

import dev.rivulet.sse.http.Phase;
import dev.rivulet.sse.http.ResponseHead;
import dev.rivulet.sse.spi.Exchange;
import dev.rivulet.sse.spi.Features;
import dev.rivulet.sse.spi.Receiver;
import dev.rivulet.sse.spi.Transport;
import dev.rivulet.sse.spi.TransportRequest;
import java.nio.ByteBuffer;

/**
 * Reports the heads that go through a transport: those of redirects and refused attempts too. What the transport adds
 * itself, such as Host, Content-Length and the proxy's credentials, is not seen here.
 */
record VerboseTransport(Transport transport, Report report) implements Transport {
    /** The transport, whose name is reported first. */
    static VerboseTransport of(String name, Transport transport, Report report) {
        report.transport(name);
        return new VerboseTransport(transport, report);
    }

    @Override
    public Exchange open(TransportRequest request, Receiver to) {
        try {
            report.sent(request.method(), request.uri().toString(), request.headers());
        } catch (OutputLost lost) {
            // standard error is closed; the events may still have a reader
        }
        return transport.open(request, new Heads(to, report));
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
    public void close() {
        transport.close();
    }

    private record Heads(Receiver receiver, Report report) implements Receiver {
        @Override
        public void head(ResponseHead head) {
            try {
                report.received(head);
            } catch (OutputLost lost) {
                // as above
            }
            receiver.head(head);
        }

        @Override
        public void bytes(ByteBuffer lent) {
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
